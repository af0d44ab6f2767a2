//===- SolvedProgram.cpp --------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "flow/SolvedProgram.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;

namespace ambit {

/// What \p C calls, and what it gives that to call.
static SmallVector<FunctionId, 4> calledBy(const Call &C, const Program &Graph) {
  SmallVector<FunctionId, 4> Called(C.Targets.begin(), C.Targets.end());
  for (PathId P : C.Given)
    if (FunctionId F = Graph.functionAt(P); F != NoFunction)
      Called.push_back(F);
  return Called;
}

/// Functions with each after those it calls; a cycle is cut somewhere.
static std::vector<FunctionId> calleesFirst(const Program &Graph) {
  std::vector<FunctionId> Order;
  std::vector<uint8_t> State(Graph.Functions.size());
  std::vector<std::pair<FunctionId, size_t>> Stack;
  for (FunctionId Root = 0; Root < Graph.Functions.size(); ++Root) {
    if (State[Root])
      continue;
    State[Root] = 1;
    Stack.push_back({Root, 0});
    while (!Stack.empty()) {
      auto &[F, Next] = Stack.back();
      ArrayRef<Call> Calls = Graph.Functions[F].Calls;
      if (Next == Calls.size()) {
        State[F] = 2;
        Order.push_back(F);
        Stack.pop_back();
        continue;
      }
      const SmallVector<FunctionId, 4> Called = calledBy(Calls[Next], Graph);
      const auto *T = find_if(Called, [&](FunctionId T) { return !State[T]; });
      if (T == Called.end()) {
        ++Next;
        continue;
      }
      State[*T] = 1;
      Stack.push_back({*T, 0}); // F and Next are gone
    }
  }
  return Order;
}

SolvedProgram::SolvedProgram(LoweredProgram &Low, const ProgramNames &Names, KnownContexts *Known)
    : Low(Low), Names(Names) {
  const std::vector<FunctionId> Order = calleesFirst(Low.Graph);
  solveFunctions(Order);
  Phased = solvePhases(Low.Functions, Low.Graph, Order);
  checkExcludes();
  dropPairs();
  // Of a large program that makes room for the nodes.
  for (LoweredFunction &F : Low.Functions)
    F.dropGraph();
  Solved = std::make_unique<Solution>(Low.Graph, Known);
}

bool SolvedProgram::isExempt(PathId Object) const {
  const PathTable &Paths = Low.Graph.Paths;
  for (; Object; Object = Paths[Object].Parent) {
    const PathNode &N = Paths[Object];
    if ((N.Kind == PathKind::Field || N.Kind == PathKind::Global || N.Kind == PathKind::Local) &&
        Names.isExempt(N.Symbol))
      return true;
  }
  return false;
}

void SolvedProgram::solveFunctions(const std::vector<FunctionId> &Order) {
  Summaries.resize(Low.Functions.size());
  for (FunctionId F : Order) {
    const LoweredFunction &Body = Low.Functions[F];
    if (Body.Blocks.empty())
      continue;
    FlowResult R =
        solveLocks(Body, Low.Graph, Summaries, Body.Declared ? &*Body.Declared : nullptr);
    Summaries[F] = std::move(R.Sum);
    for (const Summary::Given &G : Summaries[F].Gives)
      if (G.IsSignalLike)
        Low.Graph.Functions[F].Signals.push_back(G.Lock.Lock);
    for (Imbalance &I : R.Imbalances)
      Imbalances.push_back({F, std::move(I)});
    for (const Escape &E : R.Escapes)
      Escapes.push_back({F, E});
    for (const HeldAtSuspension &H : R.Suspended)
      Suspensions.push_back({F, H});
    if (!R.IsComplete)
      Unfinished.push_back(F);
  }
  llvm::sort(Unfinished);
}

void SolvedProgram::checkExcludes() {
  Program &Graph = Low.Graph;
  for (FunctionId F = 0; F < Graph.Functions.size(); ++F)
    for (const Call &C : Graph.Functions[F].Calls)
      for (FunctionId T : C.Targets)
        for (const Demand &D : Graph.Functions[T].Excludes) {
          PathId Lock = Graph.Paths.substitute(D.Lock.Lock, C.Given);
          for (const Held &H : C.State->Holds)
            if (Lock && H.Lock == Lock) {
              Imbalance I;
              I.What = Imbalance::Excluded;
              I.Lock = H;
              I.At = C.At;
              I.SaidAt = D.SaidAt;
              I.Callee = Graph.Functions[T].Name;
              Imbalances.push_back({F, I});
            }
        }
}

} // namespace ambit
