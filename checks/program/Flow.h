//===- Flow.h ---------------------------------------------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The forward data-flow solver that every flow question uses: blocks of a graph
// in reverse post-order until nothing changes. A domain says what a state is; the
// solver gives up, and says so, rather than run long.
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_PROGRAM_FLOW_H
#define AMBIT_PROGRAM_FLOW_H

#include <cstdint>
#include <functional>
#include <optional>
#include <queue>
#include <utility>
#include <vector>

namespace ambit {

/// Hands \p S, the state at the end of \p Block, on along its edges; tells \p Changed which
/// blocks start with more than before.
template <class Graph, class Domain, class State, class Changed>
void flowOut(const Graph &G, Domain &D, unsigned Block, State S,
             std::vector<std::optional<State>> &AtStart, Changed IsChanged) {
  unsigned Last = G.edges(Block);
  while (Last > 0 && G.next(Block, Last - 1) < 0)
    --Last;
  for (unsigned E = 0; E < Last; ++E) {
    int Next = G.next(Block, E);
    if (Next < 0)
      continue;
    // What the last edge takes nobody else needs.
    State Along = E + 1 == Last ? std::move(S) : S; // NOLINT(bugprone-use-after-move)
    if (!D.follow(Block, E, Along))
      continue;
    std::optional<State> &Into = AtStart[Next];
    if (!Into) {
      Into = std::move(Along);
      IsChanged(Next);
    } else if (D.join(*Into, Along)) {
      IsChanged(Next);
    }
  }
}

/// Whether no path of \p G comes back to a block.
template <class Graph> bool isAcyclic(const Graph &G) {
  std::vector<unsigned> Position(G.size(), ~0u);
  for (unsigned I = 0; I < G.order().size(); ++I)
    Position[G.order()[I]] = I;
  for (unsigned Block : G.order())
    for (unsigned E = 0, N = G.edges(Block); E < N; ++E)
      if (int Next = G.next(Block, E); Next >= 0 && Position[Next] <= Position[Block])
        return false;
  return true;
}

/// Solves a forward problem. A Graph has
///   unsigned size() const;                               blocks are numbered below it
///   unsigned entry() const;
///   const std::vector<unsigned> &order() const;          reverse post-order, reached blocks
///   unsigned edges(unsigned Block) const;
///   int next(unsigned Block, unsigned Edge) const;       -1 if it leads nowhere
/// and a Domain
///   using State = ...;                                   copyable
///   State entry();                                       at the function's start
///   void transfer(unsigned Block, State &S);             the effect of a block
///   bool follow(unsigned Block, unsigned Edge, State &S);  false if S cannot take the edge
///   bool join(State &Into, const State &From);           whether Into changed
/// whose join must have chains of bounded height.
///
/// \returns the state at the start of each block by number, nothing for blocks that are not
/// reached; an empty vector if the budget did not suffice.
template <class Graph, class Domain>
std::vector<std::optional<typename Domain::State>> solveForward(const Graph &G, Domain &D) {
  using State = typename Domain::State;
  std::vector<std::optional<State>> AtStart(G.size());
  // Chains are short; a block that changes more often than this belongs to a function
  // that nobody should wait for.
  uint64_t Budget = 64 + 32ull * G.size();
  std::vector<unsigned> Position(G.size(), ~0u);
  for (unsigned I = 0; I < G.order().size(); ++I)
    Position[G.order()[I]] = I;
  std::priority_queue<unsigned, std::vector<unsigned>, std::greater<>> Work;
  std::vector<bool> IsQueued(G.size());
  auto Enqueue = [&](unsigned Block) {
    if (IsQueued[Block] || Position[Block] == ~0u)
      return;
    IsQueued[Block] = true;
    Work.push(Position[Block]);
  };
  AtStart[G.entry()] = D.entry();
  Enqueue(G.entry());
  while (!Work.empty()) {
    if (Budget-- == 0)
      return {};
    unsigned Block = G.order()[Work.top()];
    Work.pop();
    IsQueued[Block] = false;
    State S = *AtStart[Block];
    D.transfer(Block, S);
    flowOut(G, D, Block, std::move(S), AtStart, Enqueue);
  }
  return AtStart;
}

/// Solves a forward problem and shows each block that is reached once, with its final state, in
/// reverse post-order: \p Settle is called before the transfers that count, then \p AtEnd(Block,
/// State) after the transfer of each. Without a cycle the first transfer of a block is its last.
///
/// \returns false if the budget did not suffice; \p Settle was not called then.
template <class Graph, class Domain, class Settle, class AtEnd>
bool visitForward(const Graph &G, Domain &D, Settle IsFinal, AtEnd Visit) {
  using State = typename Domain::State;
  std::vector<std::optional<State>> AtStart;
  const bool IsSinglePass = isAcyclic(G);
  if (IsSinglePass) {
    AtStart.resize(G.size());
    AtStart[G.entry()] = D.entry();
  } else {
    AtStart = solveForward(G, D);
    if (AtStart.empty())
      return false;
  }
  IsFinal();
  for (unsigned Block : G.order()) {
    if (!AtStart[Block])
      continue;
    State S = std::move(*AtStart[Block]);
    AtStart[Block].reset();
    D.transfer(Block, S);
    Visit(Block, std::as_const(S));
    if (IsSinglePass)
      flowOut(G, D, Block, std::move(S), AtStart, [](unsigned) {});
  }
  return true;
}

} // namespace ambit

#endif // AMBIT_PROGRAM_FLOW_H
