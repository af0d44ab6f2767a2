//===- Waivers.cpp --------------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// AMBIT_UNCHECKED covers the tokens of the statement or declaration it stands
// before.
//
//===----------------------------------------------------------------------===//

#include "analyses/Analyses.h"
#include "analyses/AnnotationSource.h"
#include "analyses/Unit.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;
using namespace llvm;

namespace ambit {

static bool covers(const Waiver &W, SourceLocation At, const SourceManager &Sources) {
  SourceLocation Begin = W.Covers.getBegin(), End = W.Covers.getEnd();
  // A prefix attribute of a declaration is not in its range.
  SourceLocation Attr = userLocation(W.Attr->getLocation(), Sources);
  if (Sources.isBeforeInTranslationUnit(Attr, Begin))
    Begin = Attr;
  return !Sources.isBeforeInTranslationUnit(At, Begin) &&
         !Sources.isBeforeInTranslationUnit(End, At);
}

std::vector<Finding> applyWaivers(Unit &U, std::vector<Finding> &Findings) {
  ASTContext &Ctx = U.context();
  const SourceManager &Sources = Ctx.getSourceManager();
  const std::vector<Waiver> &Waivers = U.index().Waivers;
  std::vector<bool> IsUsed(Waivers.size());
  if (!Waivers.empty())
    llvm::erase_if(Findings, [&](const Finding &F) {
      bool IsWaived = false;
      for (size_t I = 0; I < Waivers.size(); ++I)
        if (covers(Waivers[I], F.Where, Sources))
          IsWaived = IsUsed[I] = true;
      return IsWaived;
    });
  std::vector<Finding> Stale;
  for (size_t I = 0; I < Waivers.size(); ++I) {
    if (IsUsed[I])
      continue;
    Finding F;
    F.Check = Rule::StaleWaiver;
    F.What = Message::StaleWaiver;
    F.Where = userLocation(Waivers[I].Attr->getLocation(), Sources);
    F.Notes.push_back({Message::NoteRemoveWaiver, F.Where, {}});
    if (auto Range = removableMacroCall(*Waivers[I].Attr,
                                        spellingInfo(Spelling::Unchecked).macroName(), Ctx))
      F.Fixes.push_back({*Range, ""});
    Stale.push_back(std::move(F));
  }
  return Stale;
}

} // namespace ambit
