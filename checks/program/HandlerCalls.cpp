//===- HandlerCalls.cpp ---------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "program/HandlerCalls.h"
#include "program/CallSites.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;

namespace ambit {

HandlerCalls::HandlerCalls(const Program &Graph)
    : Graph(Graph), SparesHandlers(Graph.Functions.size()) {
  auto IsOutside = [](const LocalState &S) { return S.IsReached && S.InIsr && !*S.InIsr; };
  for (FunctionId F = 0; F < Graph.Functions.size(); ++F)
    SparesHandlers[F] = any_of(Graph.Functions[F].Takings, [&](const Taking &T) {
      return mayBlock(T.Lock.Kind) && IsOutside(T.State);
    });
  HasSparing = is_contained(SparesHandlers, true);
  addCallers(Graph, SparesHandlers, [](const Call &) { return true; });
}

bool HandlerCalls::isWrong(const Function &F, const Call &C) const {
  return any_of(F.Hazards, [&](const Hazard &H) {
    return H.At == C.At && H.State->IsReached && !H.IsLastWord && !isJudgedByBody(F, H);
  });
}

bool HandlerCalls::isJudgedByBody(const Function &F, const Hazard &H) const {
  return HasSparing && H.What == Hazard::Allocates && any_of(F.Calls, [&](const Call &C) {
           return C.At == H.At && any_of(C.Targets, [&](FunctionId T) {
                    const Function &Callee = Graph.Functions[T];
                    return Callee.Name == H.Callee && Callee.IsDefined && SparesHandlers[T];
                  });
         });
}

} // namespace ambit
