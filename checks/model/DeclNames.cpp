//===- DeclNames.cpp ------------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "model/DeclNames.h"
#include "model/Compat.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/PrettyPrinter.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;
using namespace llvm;

namespace ambit {

std::string nameInSentence(const NamedDecl &D) {
  if (const auto *R = dyn_cast<RecordDecl>(&D))
    return typeName(compat::canonicalTagType(R->getASTContext(), R), R->getASTContext());
  return D.getDeclName() ? D.getNameAsString() : "(unnamed)";
}

std::string typeName(QualType T, const ASTContext &Ctx) {
  T = compat::withoutQualifier(T);
  T.removeLocalConst();
  if (const RecordDecl *R = T->getAsRecordDecl(); R && !R->getDeclName()) {
    if (const TypedefNameDecl *Named = R->getTypedefNameForAnonDecl())
      return Named->getNameAsString();
    if (const auto *Class = dyn_cast<CXXRecordDecl>(R); Class && Class->isLambda())
      return "(lambda)";
    return R->isUnion() ? "(unnamed union)" : "(unnamed struct)";
  }
  PrintingPolicy Policy(Ctx.getPrintingPolicy());
  // A name the user gave is kept; a library's inner names, and keywords, are not.
  const auto *Named = dyn_cast<TypedefType>(T.getTypePtr());
  const SourceManager &Sources = Ctx.getSourceManager();
  if (!Named || Sources.isInSystemHeader(Named->getDecl()->getLocation()))
    T = T.getCanonicalType();
  T.removeLocalConst();
  Policy.SuppressTagKeyword = true;
  Policy.SuppressUnwrittenScope = true;
  Policy.SuppressDefaultTemplateArgs = true;
  Policy.TerseOutput = true;
  Policy.AnonymousTagLocations = false;
  Policy.SuppressScope = !Ctx.getLangOpts().CPlusPlus; // C has no such name
  std::string Name = T.getAsString(Policy);
  constexpr size_t MaxLength = 200;
  if (Name.size() > MaxLength)
    Name = Name.substr(0, MaxLength - 3) + "...";
  return Name;
}

} // namespace ambit
