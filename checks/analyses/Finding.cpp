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
  case Rule::StaleWaiver:
    return "ambit-stale-waiver";
  }
  llvm_unreachable("all rules have a name");
}

void sortFindings(MutableArrayRef<Finding> Findings, const SourceManager &Sources) {
  llvm::sort(Findings, [&](const Finding &A, const Finding &B) {
    if (A.Where != B.Where)
      return Sources.isBeforeInTranslationUnit(A.Where, B.Where);
    return std::tuple(A.Check, A.What) < std::tuple(B.Check, B.What);
  });
}

SourceLocation userLocation(SourceLocation Loc, const SourceManager &Sources) {
  return Loc.isMacroID() ? Sources.getFileLoc(Loc) : Loc;
}

} // namespace ambit
