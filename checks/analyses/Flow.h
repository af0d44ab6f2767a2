//===- Flow.h ---------------------------------------------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The forward data-flow solver that every flow question of the checks uses:
// blocks of a Clang CFG in reverse post-order until nothing changes. A domain
// says what a state is; the solver gives up, and says so, rather than run
// long.
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_ANALYSES_FLOW_H
#define AMBIT_ANALYSES_FLOW_H

#include "clang/Analysis/CFG.h"
#include "clang/Analysis/FlowSensitive/DataflowWorklist.h"
#include <optional>
#include <vector>

namespace ambit {

/// Solves a forward problem. A Domain has
///   using State = ...;                                       copyable
///   State entry();                                           at the function's start
///   void transfer(const clang::CFGElement &E, State &S);     the effect of one element
///   bool join(State &Into, const State &From);               whether Into changed
/// and must be monotone with chains of bounded height.
///
/// \returns the state at the start of each block by block number, nothing for blocks that
/// are not reached; an empty vector if the budget did not suffice.
template <class Domain>
std::vector<std::optional<typename Domain::State>> solveForward(const clang::CFG &Graph,
                                                                Domain &D) {
  using State = typename Domain::State;
  std::vector<std::optional<State>> AtStart(Graph.getNumBlockIDs());
  // Chains are short; a block that changes more often than this belongs to a function
  // that nobody should wait for.
  uint64_t Budget = 64 + 32ull * Graph.getNumBlockIDs();
  clang::PostOrderCFGView Order(&Graph);
  clang::ForwardDataflowWorklist Work(Graph, &Order);
  AtStart[Graph.getEntry().getBlockID()] = D.entry();
  Work.enqueueBlock(&Graph.getEntry());
  while (const clang::CFGBlock *Block = Work.dequeue()) {
    if (Budget-- == 0)
      return {};
    State S = *AtStart[Block->getBlockID()];
    for (const clang::CFGElement &E : *Block)
      D.transfer(E, S);
    for (const clang::CFGBlock *Next : Block->succs()) {
      if (!Next)
        continue;
      std::optional<State> &Into = AtStart[Next->getBlockID()];
      if (!Into) {
        Into = S;
        Work.enqueueBlock(Next);
      } else if (D.join(*Into, S)) {
        Work.enqueueBlock(Next);
      }
    }
  }
  return AtStart;
}

} // namespace ambit

#endif // AMBIT_ANALYSES_FLOW_H
