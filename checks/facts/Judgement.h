//===- Judgement.h ----------------------------------------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Solves a linked program and says what is wrong in it.
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_FACTS_JUDGEMENT_H
#define AMBIT_FACTS_JUDGEMENT_H

#include "facts/Linker.h"
#include "facts/PlacedFinding.h"
#include "flow/SolvedProgram.h"

namespace ambit::facts {

struct Judgement {
  std::vector<PlacedFinding> Findings; ///< sorted; those that a waiver covers left out
  std::vector<TextPlace> UsedWaivers;  ///< waivers that covered one
};

/// \p P is resolved, if it is not yet, and solved.
/// \param Known  as of Solution
std::unique_ptr<SolvedProgram> solve(LinkedProgram &P, KnownContexts *Known = nullptr);

/// What the rules find in \p Solved, the solution of \p P.
Judgement judge(const LinkedProgram &P, const SolvedProgram &Solved, bool IsStrict);

} // namespace ambit::facts

#endif // AMBIT_FACTS_JUDGEMENT_H
