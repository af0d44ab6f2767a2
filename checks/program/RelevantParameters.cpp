//===- RelevantParameters.cpp ---------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "program/RelevantParameters.h"
#include "program/CallSites.h"

using namespace llvm;

namespace ambit {

RelevantParameters::RelevantParameters(Program &Graph)
    : Graph(Graph), Masks(Graph.Functions.size()) {
  const CallSites Callers(Graph);
  const PathTable &Paths = Graph.Paths;
  auto Mark = [&](FunctionId F, PathId P) {
    int I = Paths.parameterOf(P);
    if (I >= 0 && I < 64)
      Masks[F] |= 1ull << I;
  };
  auto MarkState = [&](FunctionId F, const LocalState &S) {
    for (const Held &H : S.Holds)
      Mark(F, H.Lock);
    for (const SameObject &P : S.Same)
      for (PathId Name : {P.One, P.Other})
        Mark(F, Name);
  };
  for (FunctionId F = 0; F < Graph.Functions.size(); ++F) {
    const Function &Info = Graph.Functions[F];
    for (const Access &A : Info.Accesses) {
      Mark(F, A.Object);
      MarkState(F, A.State);
      for (const Protection &P : A.Protections)
        Mark(F, P.Lock);
    }
    for (const Demand &D : Info.Requires)
      Mark(F, D.Lock.Lock);
    for (const Hazard &H : Info.Hazards)
      MarkState(F, H.State);
    for (StartId S : Info.Starts) {
      Mark(F, Graph.Starts[S].Through);
      for (PathId P : Graph.Starts[S].Given)
        Mark(F, P);
    }
    for (const PointerStore &S : Info.Stores) {
      Mark(F, S.In);
      Mark(F, S.What);
    }
    for (const Call &C : Info.Calls) {
      Mark(F, C.Through);
      MarkState(F, C.State);
    }
  }
  std::vector<FunctionId> Changed;
  for (FunctionId F = 0; F < Graph.Functions.size(); ++F)
    if (Masks[F])
      Changed.push_back(F);
  while (!Changed.empty()) {
    FunctionId T = Changed.back();
    Changed.pop_back();
    for (auto [F, Index] : Callers.of(T)) {
      uint64_t Before = Masks[F];
      const Call &C = Graph.Functions[F].Calls[Index];
      for (size_t I = 0; I < C.Given.size() && I < 64; ++I)
        if (Masks[T] >> I & 1)
          Mark(F, C.Given[I]);
      if (Masks[F] != Before)
        Changed.push_back(F);
    }
  }
}

Objects RelevantParameters::complete(FunctionId F, ArrayRef<PathId> Given) const {
  uint64_t Mask = Masks[F];
  Objects All(Mask ? 64 - llvm::countl_zero(Mask) : 0, 0);
  constexpr unsigned MaxDepth = 12;
  for (unsigned I = 0; I < All.size(); ++I) {
    if (!(Mask >> I & 1))
      continue;
    bool IsNamed = I < Given.size() && Given[I] && Graph.Paths.depthOf(Given[I]) <= MaxDepth;
    All[I] = IsNamed ? Given[I] : Graph.Paths.root(PathKind::Unknown, Graph.Functions[F].Name, I);
  }
  return All;
}

} // namespace ambit
