//===- Rules.cpp ----------------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/Rules.h"

namespace ambit {

RuleResult applyRules(const SolvedProgram &P, bool IsStrict) {
  RuleResult All;
  auto Add = [&](ProgramFindings Some) {
    All.Findings.insert(All.Findings.end(), std::make_move_iterator(Some.begin()),
                        std::make_move_iterator(Some.end()));
  };
  Add(findSharedState(P, IsStrict, All.Conflicts));
  Add(findStaleDecisions(P));
  Add(findLockDeadlocks(P, IsStrict));
  Add(findUnbalancedLocks(P));
  Add(findIsrUnsafeCalls(P, IsStrict));
  Add(findEscapes(P));
  Add(findOffCoreAccesses(P, IsStrict));
  Add(findLocksAcrossAwait(P));
  Add(findExpiredPhases(P));
  return All;
}

} // namespace ambit
