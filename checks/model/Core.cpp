//===- Core.cpp -----------------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "model/Core.h"
#include "model/AnnotationNames.h"
#include "clang/AST/ASTContext.h"

using namespace clang;
using namespace llvm;

namespace ambit {

/// More than any machine that runs one image has; larger constants are masks and
/// "no affinity" markers.
constexpr int64_t MaxCores = 1024;

bool Core::isSameAs(const Core &Other) const {
  if (Number && Other.Number)
    return *Number == *Other.Number;
  return !Number && !Other.Number && !Name.empty() && Name == Other.Name;
}

Core coreFromText(StringRef Text, const Decl &Site) {
  Core Result;
  Result.Number = evaluateInteger(Text, Site);
  if (Result.Number && (*Result.Number < 0 || *Result.Number >= MaxCores))
    return {};
  Result.Name = Result.Number ? std::to_string(*Result.Number) : Text.trim().str();
  return Result;
}

Core coreFromArgument(const Expr &E, const ASTContext &Ctx) {
  Core Result;
  Expr::EvalResult Value;
  if (E.isValueDependent() || !E.getType()->isIntegralOrEnumerationType() ||
      !E.EvaluateAsInt(Value, Ctx))
    return Result;
  std::optional<int64_t> N = Value.Val.getInt().tryExtValue();
  if (!N || *N < 0 || *N >= MaxCores)
    return Result;
  Result.Number = N;
  Result.Name = std::to_string(*N);
  return Result;
}

Core coreOf(const FunctionDecl &F, const Annotations &Said) {
  for (const Annotation &A : Said.of(F))
    if ((A.Kind == Spelling::RunsOn || A.Kind == Spelling::IsrOn) && !A.Arguments.empty())
      return coreFromText(A.Arguments[0], F);
  return {};
}

} // namespace ambit
