//===- CallSites.cpp ------------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "program/CallSites.h"

using namespace llvm;

namespace ambit {

CallSites::CallSites(const Program &Graph) : Begins(Graph.Functions.size() + 1) {
  auto ForEach = [&](auto Do) {
    for (FunctionId F = 0; F < Graph.Functions.size(); ++F)
      for (uint32_t C = 0; C < Graph.Functions[F].Calls.size(); ++C)
        for (FunctionId T : Graph.Functions[F].Calls[C].Targets)
          Do(T, CallSite{F, C});
  };
  // How many there are, then where they end, and, filled from the back, where they begin.
  ForEach([&](FunctionId T, CallSite) { ++Begins[T]; });
  uint32_t End = 0;
  for (uint32_t &B : Begins)
    B = End += B;
  Sites.resize(End);
  ForEach([&](FunctionId T, CallSite S) { Sites[--Begins[T]] = S; });
  for (FunctionId F = 0; F < Graph.Functions.size(); ++F)
    std::reverse(Sites.begin() + Begins[F], Sites.begin() + Begins[F + 1]);
}

void addCallers(const Program &Graph, std::vector<bool> &Of,
                function_ref<bool(const Call &)> Counts) {
  std::vector<FunctionId> Work;
  for (FunctionId F = 0; F < Of.size(); ++F)
    if (Of[F])
      Work.push_back(F);
  if (Work.empty())
    return;
  const CallSites Callers(Graph);
  while (!Work.empty()) {
    FunctionId F = Work.back();
    Work.pop_back();
    for (const CallSite &C : Callers.of(F))
      if (!Of[C.Caller] && Counts(Graph.Functions[C.Caller].Calls[C.Call])) {
        Of[C.Caller] = true;
        Work.push_back(C.Caller);
      }
  }
}

} // namespace ambit
