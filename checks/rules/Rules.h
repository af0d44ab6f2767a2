//===- Rules.h --------------------------------------------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The rules about solved programs, each a pure function from the program to findings.
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_RULES_RULES_H
#define AMBIT_RULES_RULES_H

#include "flow/SolvedProgram.h"
#include "rules/ProgramFinding.h"

namespace ambit {

using ProgramFindings = std::vector<ProgramFinding>;

/// What the rules find, and the conflicts that cures refer to.
struct RuleResult {
  ProgramFindings Findings;
  std::vector<Conflict> Conflicts;
};

/// All rules. \p IsStrict: also what should be declared.
RuleResult applyRules(const SolvedProgram &P, bool IsStrict);

/// ambit-unlocked-shared-state, ambit-undeclared-shared-state, and ambit-weak-lock: accesses
/// and calls without a lock that keeps out who interferes.
ProgramFindings findSharedState(const SolvedProgram &P, bool IsStrict,
                                std::vector<Conflict> &Conflicts);

/// ambit-undeclared-shared-state: what a coroutine does after a suspension because of what it
/// saw before, while another task writes.
ProgramFindings findStaleDecisions(const SolvedProgram &P);

/// ambit-weak-lock: locks that a handler takes from under a thread of its core.
ProgramFindings findLockDeadlocks(const SolvedProgram &P, bool IsStrict);

/// ambit-unbalanced-lock.
ProgramFindings findUnbalancedLocks(const SolvedProgram &P);

/// ambit-isr-unsafe-call.
ProgramFindings findIsrUnsafeCalls(const SolvedProgram &P, bool IsStrict);

/// ambit-guarded-state-escape.
ProgramFindings findEscapes(const SolvedProgram &P);

/// ambit-off-core-access, and ambit-core-bound-crossing for addresses of this core.
ProgramFindings findOffCoreAccesses(const SolvedProgram &P, bool IsStrict);

/// ambit-held-across-await: locks and masks.
ProgramFindings findLocksAcrossAwait(const SolvedProgram &P);

/// ambit-expired-phase.
ProgramFindings findExpiredPhases(const SolvedProgram &P);

} // namespace ambit

#endif // AMBIT_RULES_RULES_H
