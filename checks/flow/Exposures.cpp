//===- Exposures.cpp ------------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "flow/Exposures.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;

namespace ambit {

CalledByName::CalledByName(const Program &Graph) : std::vector<bool>(Graph.Functions.size()) {
  for (const Function &F : Graph.Functions)
    for (const Call &C : F.Calls)
      for (FunctionId T : C.Targets)
        (*this)[T] = true;
}

namespace {

class Exposures {
public:
  Exposures(LoweredProgram &P, const CalledByName &Called)
      : P(P), Graph(P.Graph), Called(Called), IsRoot(Graph.Functions.size()),
        IsEarly(Graph.Functions.size()), IsExposed(Graph.Functions.size()) {}

  void run() {
    findWays();
    if (is_contained(IsExposed, true))
      findBehind();
    dropUseless();
  }

private:
  /// How each function is come to, but for calls by its name.
  void findWays() {
    for (FunctionId F = 0; F < Graph.Functions.size(); ++F) {
      const Function &Info = Graph.Functions[F];
      IsRoot[F] = Info.IsEntry || Info.IsInit || Info.IsMain || (Info.IsExternal && !Graph.IsWhole);
    }
    std::vector<bool> IsInCode(Graph.Starts.size());
    for (const Function &F : Graph.Functions)
      for (StartId S : F.Starts)
        IsInCode[S] = true;
    for (StartId Id = 0; Id < Graph.Starts.size(); ++Id) {
      const Start &S = Graph.Starts[Id];
      if (S.Exposes != NoFunction)
        (IsInCode[Id] ? IsExposed : IsEarly)[S.Exposes] = true;
      if (S.Target != NoFunction)
        IsRoot[S.Target] = true;
      for (FunctionId F : S.Stored)
        IsRoot[F] = true;
    }
    for (const PointerStore &S : Graph.Stores)
      if (FunctionId F = Graph.functionAt(S.What); F != NoFunction)
        IsEarly[F] = true;
    for (const auto &[Pointer, Stored] : P.Stored)
      for (FunctionId F : Stored)
        if (!IsExposed[F])
          IsEarly[F] = true;
    for (FunctionId F = 0; F < Graph.Functions.size(); ++F)
      IsExposed[F] =
          IsExposed[F] && !IsEarly[F] && !IsRoot[F] && !Called[F] && Graph.Functions[F].IsDefined;
  }

  /// What all callers of a function are behind, it is behind, too. Functions that call each other
  /// in a circle are behind what leads into it.
  void findBehind() {
    const size_t Count = Graph.Functions.size();
    constexpr FunctionId Nowhere = NoFunction - 1; // so far nobody comes to it
    std::vector<FunctionId> Behind(Count, Nowhere);
    std::vector<FunctionId> Work;
    auto Join = [&](FunctionId F, FunctionId From) {
      if (IsExposed[F] || Behind[F] == NoFunction || Behind[F] == From)
        return;
      Behind[F] = Behind[F] == Nowhere ? From : NoFunction;
      Work.push_back(F);
    };
    for (FunctionId F = 0; F < Count; ++F) {
      if (IsExposed[F])
        Behind[F] = F;
      else if (IsRoot[F] || IsEarly[F] || !Called[F])
        Behind[F] = NoFunction;
      if (Behind[F] != Nowhere)
        Work.push_back(F);
    }
    while (!Work.empty()) {
      const FunctionId F = Work.back();
      Work.pop_back();
      for (const Call &C : Graph.Functions[F].Calls)
        for (FunctionId T : C.Targets)
          Join(T, Behind[F]);
    }
    for (FunctionId F = 0; F < Count; ++F)
      Graph.Functions[F].Behind = Behind[F] == Nowhere ? NoFunction : Behind[F];
  }

  /// So that flows and their sets have less to carry.
  void dropUseless() {
    auto IsUseless = [&](StartId Id) {
      const Start &S = Graph.Starts[Id];
      return S.What == Start::Expose && (S.Exposes == NoFunction || !IsExposed[S.Exposes]);
    };
    for (FunctionId F = 0; F < Graph.Functions.size(); ++F) {
      ThinVector<StartId> &Mine = Graph.Functions[F].Starts;
      if (none_of(Mine, IsUseless))
        continue;
      erase_if(Mine, IsUseless);
      LoweredFunction &Body = P.Functions[F];
      for (Block &B : Body.Blocks) {
        uint32_t To = B.Begin;
        for (uint32_t I = B.Begin; I < B.End; ++I)
          if (const Event E = Body.Events[I]; E.What != Event::Start || !IsUseless(E.Index))
            Body.Events[To++] = E;
        B.End = To;
      }
    }
  }

  LoweredProgram &P;
  Program &Graph;
  const CalledByName &Called;
  std::vector<bool> IsRoot;    ///< it is started, or somebody else may call it
  std::vector<bool> IsEarly;   ///< its address is in data from the start
  std::vector<bool> IsExposed; ///< code takes its address, and nothing else leads to it
};

} // namespace

void findExposures(LoweredProgram &P, const CalledByName &Called) { Exposures(P, Called).run(); }

} // namespace ambit
