//===- SolvedProgram.h ------------------------------------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A solved program: what each function does to locks and phases, bottom-up, and then where
// each runs, top-down. The same for one unit and for many that were linked.
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_FLOW_SOLVEDPROGRAM_H
#define AMBIT_FLOW_SOLVEDPROGRAM_H

#include "flow/LockFlow.h"
#include "flow/LoweredProgram.h"
#include "flow/PhaseFlow.h"
#include "program/Conflicts.h"
#include <memory>

namespace ambit {

class SolvedProgram {
public:
  /// \param Low    resolved; states are written into it
  /// \param Names  of what \p Low numbers
  /// \param Known  as of Solution
  SolvedProgram(LoweredProgram &Low, const ProgramNames &Names, KnownContexts *Known = nullptr);

  Program &graph() const { return Low.Graph; }
  const LoweredProgram &lowered() const { return Low; }
  const ProgramNames &names() const { return Names; }
  const std::vector<LoweredFunction> &functions() const { return Low.Functions; }
  const std::vector<Summary> &summaries() const { return Summaries; }
  const Solution &solution() const { return *Solved; }

  /// Whether \p Object takes no part in inference: core-bound and thread-bound objects have checks
  /// of their own, and what synchronises itself needs none.
  bool isExempt(PathId Object) const;

  struct FoundImbalance {
    FunctionId In;
    Imbalance What;
  };
  const std::vector<FoundImbalance> &imbalances() const { return Imbalances; }

  struct FoundEscape {
    FunctionId In;
    Escape What;
  };
  const std::vector<FoundEscape> &escapes() const { return Escapes; }

  struct FoundSuspension {
    FunctionId In;
    HeldAtSuspension What;
  };
  const std::vector<FoundSuspension> &suspensions() const { return Suspensions; }

  const PhaseSolution &phases() const { return Phased; }

  /// Functions that were too much for the solver.
  const std::vector<FunctionId> &unfinished() const { return Unfinished; }

private:
  void solveFunctions(const std::vector<FunctionId> &Order);
  void checkExcludes();
  /// Drops what is half of a pair: a function that takes, where another gives back.
  void dropPairs();

  LoweredProgram &Low;
  const ProgramNames &Names;
  std::vector<Summary> Summaries;
  std::vector<FoundImbalance> Imbalances;
  std::vector<FoundEscape> Escapes;
  std::vector<FoundSuspension> Suspensions;
  std::vector<FunctionId> Unfinished;
  PhaseSolution Phased;
  std::unique_ptr<Solution> Solved;
};

} // namespace ambit

#endif // AMBIT_FLOW_SOLVEDPROGRAM_H
