//===- CallSites.cpp ------------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "program/CallSites.h"

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

} // namespace ambit
