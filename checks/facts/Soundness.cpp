//===- Soundness.cpp ------------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "facts/Soundness.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;

namespace ambit::facts {

static bool isInside(const Event &E, const ambit::Function &F, const LoweredFunction &Body) {
  switch (E.What) {
  case Event::Access:
    return E.Index < F.Accesses.size();
  case Event::Call:
    return E.Index < F.Calls.size();
  case Event::Hazard:
    return E.Index < F.Hazards.size();
  case Event::Lock:
    return E.Index < Body.Locks.size();
  case Event::Assign:
    return E.Index < Body.Assigns.size();
  case Event::Return:
    return E.Index < Body.Returns.size();
  case Event::Start:
  case Event::Throw:
    return true; // a start and a place, checked when they were read
  case Event::Join:
    return E.Index < Body.Joins.size();
  case Event::View:
    return E.Index < Body.Views.size();
  case Event::Phase:
    return E.Index < Body.Phases.size();
  case Event::Suspend:
    return E.Index < Body.Suspensions.size();
  case Event::Core:
    return E.Index < Body.Cores.size();
  }
  return false;
}

bool isSound(const ambit::Function &F, const LoweredFunction &Body) {
  size_t Count = Body.Blocks.size();
  if (Count == 0)
    return Body.Events.empty();
  if (Body.Entry >= Count || Body.Exit >= Count || Body.Order.size() > Count)
    return false;
  std::vector<bool> IsMet(Count);
  for (unsigned B : Body.Order) {
    if (B >= Count || IsMet[B])
      return false;
    IsMet[B] = true;
  }
  for (const Block &B : Body.Blocks) {
    if (B.Begin > B.End || B.End > Body.Events.size())
      return false;
    for (const Edge &E : B.Edges)
      if (E.Next < -1 || E.Next >= static_cast<int>(Count) ||
          any_of(E.Joins, [&](uint32_t J) { return J >= Body.Joins.size(); }))
        return false;
  }
  return all_of(Body.Events, [&](const Event &E) { return isInside(E, F, Body); }) &&
         all_of(Body.Cores, [&](const CoreEvent &E) {
           return E.What != CoreEvent::Use || E.Index < F.CoreUses.size();
         });
}

} // namespace ambit::facts
