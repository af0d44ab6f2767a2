//===- Waivers.cpp --------------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// AMBIT_UNCHECKED covers the tokens of the statement or declaration it stands
// before. Tokens are compared as the preprocessor put them in order, so that a
// waiver inside a macro covers what follows it there, and no more.
//
//===----------------------------------------------------------------------===//

#include "analyses/Waivers.h"
#include "analyses/AnnotationSource.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;
using namespace llvm;

namespace ambit {

static bool covers(const Waiver &W, SourceLocation At, const SourceManager &Sources) {
  SourceLocation Begin = W.Covers.getBegin(), End = W.Covers.getEnd();
  // A prefix attribute of a declaration is not in its range.
  if (Sources.isBeforeInTranslationUnit(W.Attr->getLocation(), Begin))
    Begin = W.Attr->getLocation();
  return !Sources.isBeforeInTranslationUnit(At, Begin) &&
         !Sources.isBeforeInTranslationUnit(End, At);
}

bool Waivers::waive(SourceLocation At) {
  bool IsWaived = false;
  for (size_t I = 0; I < All.size(); ++I)
    if (covers(All[I], At, Ctx.getSourceManager()))
      IsWaived = IsUsed[I] = true;
  return IsWaived;
}

std::optional<size_t> Waivers::covering(SourceLocation At) const {
  for (size_t I = 0; I < All.size(); ++I)
    if (covers(All[I], At, Ctx.getSourceManager()))
      return I;
  return std::nullopt;
}

std::vector<Finding> Waivers::stale() const {
  std::vector<Finding> Stale;
  for (size_t I = 0; I < All.size(); ++I) {
    if (IsUsed[I])
      continue;
    const AnnotateAttr &Attr = *All[I].Attr;
    Finding F;
    F.Check = Rule::StaleWaiver;
    F.What = Message::StaleWaiver;
    F.Where = userLocation(Attr.getLocation(), Ctx.getSourceManager());
    F.Notes.push_back({Message::NoteRemoveWaiver, F.Where, {}});
    // A missing reason has a fix of its own, in the same place.
    std::optional<ReadAttr> Read = readAttr(Attr);
    bool HasReason = Read && Read->Meaning && !Read->Meaning->Arguments.empty() &&
                     !Read->Meaning->Arguments[0].empty();
    if (!HasReason) {
      Stale.push_back(std::move(F));
      continue;
    }
    if (auto Range = removableMacroCall(Attr, spellingInfo(Spelling::Unchecked).macroName(), Ctx))
      F.Fixes.push_back({*Range, ""});
    Stale.push_back(std::move(F));
  }
  return Stale;
}

} // namespace ambit
