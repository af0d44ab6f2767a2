//===- Node.cpp -----------------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "program/Node.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;

namespace ambit {

static bool contains(const StartSet &S, StartId Id) {
  return std::binary_search(S.begin(), S.end(), Id);
}

Objects absolute(PathTable &Paths, ArrayRef<PathId> Given, const Node &N) {
  Objects All;
  for (PathId P : Given)
    All.push_back(P ? absolute(Paths, P, N) : 0);
  return All;
}

PointState stateAt(PathTable &Paths, const Node &N, const LocalState &Local) {
  auto Absolute = [&](PathId P) { return absolute(Paths, P, N); };
  PointState S;
  for (const Held &H : N.Holds) {
    bool IsGone = Local.ReleasedAllMasks && isMask(H.Kind);
    for (PathId P : Local.Released)
      IsGone |= Absolute(P) == H.Lock;
    // Given back by its other name.
    for (const SameObject &P : Local.Same)
      IsGone |= (is_contained(Local.Released, P.One) && Absolute(P.Other) == H.Lock) ||
                (is_contained(Local.Released, P.Other) && Absolute(P.One) == H.Lock);
    if (!IsGone)
      S.Holds.push_back(H);
  }
  for (const Held &H : Local.Holds)
    if (Held There = absolute(Paths, H, N); There.Lock)
      S.Holds.push_back(There);
  for (const SameObject &P : Local.Same) {
    const PathId One = Absolute(P.One), Other = Absolute(P.Other);
    for (size_t I = 0, Count = One && Other ? S.Holds.size() : 0; I < Count; ++I)
      if (Held Also = S.Holds[I]; Also.Lock == One || Also.Lock == Other) {
        Also.Lock = Also.Lock == One ? Other : One;
        S.Holds.push_back(Also);
      }
  }
  std::sort(S.Holds.begin(), S.Holds.end());
  S.Holds.erase(std::unique(S.Holds.begin(), S.Holds.end()), S.Holds.end());
  for (StartId Id : N.NotYet)
    if (!contains(Local.Started, Id < Ended ? Id : Id - Ended))
      S.NotYet.push_back(Id);
  if (!Local.Joined.empty()) {
    StartSet Both;
    StartSet Joined;
    for (StartId Id : Local.Joined)
      Joined.push_back(Id + Ended);
    std::set_union(S.NotYet.begin(), S.NotYet.end(), Joined.begin(), Joined.end(),
                   std::back_inserter(Both));
    S.NotYet = std::move(Both);
  }
  return S;
}

bool runsHere(const LocalState &Local, const Context &C) {
  if (Local.InIsr && C.What != Context::Unknown && *Local.InIsr != (C.What == Context::Isr))
    return false;
  return !Local.Core || !C.Core || *Local.Core == *C.Core;
}

} // namespace ambit
