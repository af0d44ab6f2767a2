//===- Core.h ---------------------------------------------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A core as far as it is known, and where a function runs.
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_MODEL_CORE_H
#define AMBIT_MODEL_CORE_H

#include "model/Annotation.h"
#include "clang/AST/Expr.h"

namespace ambit {

/// A core: a number, a name whose value nobody knows, or not known at all.
struct Core {
  std::optional<int64_t> Number;
  std::string Name; ///< as written, for messages

  bool isKnown() const { return Number || !Name.empty(); }
  /// Whether both are known to be one core.
  bool isSameAs(const Core &Other) const;
};

/// The core that the annotation argument \p Text means in the scope of \p Site.
Core coreFromText(llvm::StringRef Text, const clang::Decl &Site);

/// The core an argument of a call means: a constant in the range of core numbers.
/// Constants that stand for "any core" (tskNO_AFFINITY, -1) are not known.
Core coreFromArgument(const clang::Expr &E, const clang::ASTContext &Ctx);

/// The core \p F is pinned to by AMBIT_RUNS_ON or AMBIT_ISR_ON; not known if none.
Core coreOf(const clang::FunctionDecl &F, const Annotations &Said);

} // namespace ambit

#endif // AMBIT_MODEL_CORE_H
