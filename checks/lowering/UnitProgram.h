//===- UnitProgram.h --------------------------------------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A unit as a solved program: lowered, its functions solved callees first, then from
// the entries down. Made once; every analysis of locks and contexts reads it.
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_LOWERING_UNITPROGRAM_H
#define AMBIT_LOWERING_UNITPROGRAM_H

#include "lowering/LockFlow.h"
#include "lowering/Lowering.h"
#include "lowering/PhaseFlow.h"
#include "program/Conflicts.h"

namespace ambit {

class UnitProgram {
public:
  explicit UnitProgram(const UnitSources &Unit);

  Program &graph() { return Low.Graph; }
  Symbols &names() { return Low.Names; }
  EffectReader &effects() { return Low.effects(); }
  const std::vector<LoweredFunction> &functions() const { return Low.Functions; }
  const std::vector<Summary> &summaries() const { return Summaries; }
  const Solution &solution() const { return *Solved; }

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
  std::optional<Summary> expectedOf(const clang::FunctionDecl &F);

  Lowering Low;
  std::vector<Summary> Summaries;
  std::vector<FoundImbalance> Imbalances;
  std::vector<FoundEscape> Escapes;
  std::vector<FoundSuspension> Suspensions;
  std::vector<FunctionId> Unfinished;
  PhaseSolution Phased;
  std::unique_ptr<Solution> Solved;
};

} // namespace ambit

#endif // AMBIT_LOWERING_UNITPROGRAM_H
