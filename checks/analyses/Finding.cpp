//===- Finding.cpp --------------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyses/Finding.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/STLExtras.h"
#include <vector>

using namespace clang;
using namespace llvm;

namespace ambit {

StringRef checkName(Rule R) {
  switch (R) {
  case Rule::InvalidAnnotation:
    return "ambit-invalid-annotation";
  case Rule::FalseSendClaim:
    return "ambit-false-send-claim";
  case Rule::UnsendableCrossing:
    return "ambit-unsendable-crossing";
  case Rule::CoreBoundCrossing:
    return "ambit-core-bound-crossing";
  case Rule::OffCoreAccess:
    return "ambit-off-core-access";
  case Rule::HeldAcrossAwait:
    return "ambit-held-across-await";
  case Rule::UnlockedSharedState:
    return "ambit-unlocked-shared-state";
  case Rule::WeakLock:
    return "ambit-weak-lock";
  case Rule::GuardedStateEscape:
    return "ambit-guarded-state-escape";
  case Rule::IsrUnsafeCall:
    return "ambit-isr-unsafe-call";
  case Rule::UndeclaredSharedState:
    return "ambit-undeclared-shared-state";
  case Rule::UnbalancedLock:
    return "ambit-unbalanced-lock";
  case Rule::ExpiredPhase:
    return "ambit-expired-phase";
  case Rule::StaleWaiver:
    return "ambit-stale-waiver";
  }
  llvm_unreachable("all rules have a name");
}

void sortFindings(MutableArrayRef<Finding> Findings, const SourceManager &Sources) {
  // Of two findings at one place the one found first comes first.
  std::vector<std::pair<size_t, Finding>> Numbered;
  for (Finding &F : Findings)
    Numbered.emplace_back(Numbered.size(), std::move(F));
  llvm::sort(Numbered, [&](const auto &A, const auto &B) {
    if (A.second.Where != B.second.Where)
      return Sources.isBeforeInTranslationUnit(A.second.Where, B.second.Where);
    return A.first < B.first;
  });
  for (size_t I = 0; I < Numbered.size(); ++I)
    Findings[I] = std::move(Numbered[I].second);
}

SourceLocation userLocation(SourceLocation Loc, const SourceManager &Sources) {
  return Loc.isMacroID() ? Sources.getFileLoc(Loc) : Loc;
}

} // namespace ambit
