//===- LockCores.cpp ------------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What depends on the core that runs: its number and the addresses that belong to it are
// stale where the thread may have moved since, unless nothing could take the core away.
//
//===----------------------------------------------------------------------===//

#include "flow/LockDomain.h"

using namespace llvm;

namespace ambit {

/// The thread of \p A may be on another core, or thread, from here.
void LockDomain::move(Alternative &A, StaleValue::Reason Why, PlaceId At, bool IsElsewhere) const {
  if (A.CoreValues.empty() || A.IsPinned || A.staysOnCore())
    return;
  for (CoreValue &V : A.CoreValues) {
    bool IsOfThread = V.Is == StaleValue::ThreadAddress;
    if (V.IsStale || (IsOfThread && !IsElsewhere))
      continue;
    V.IsStale = true;
    V.IsElsewhere = IsElsewhere;
    V.Why = Why;
    V.MovedAt = At;
  }
}

void LockDomain::coreEvent(const CoreEvent &E, State &S) {
  switch (E.What) {
  case CoreEvent::Bind:
    for (Alternative &A : S.Any) {
      SmallVector<CoreValue, 2> Values;
      if (E.IsFresh) {
        CoreValue V;
        V.Origin = &E - F.Cores.data();
        Values.push_back(V);
      } else if (E.From) {
        for (const CoreValue &V : A.CoreValues)
          if (V.Var == E.From)
            Values.push_back(V);
      }
      std::erase_if(A.CoreValues, [&](const CoreValue &V) { return V.Var == E.Var; });
      constexpr size_t MaxValues = 16;
      for (CoreValue V : Values) {
        V.Var = E.Var;
        V.Is = E.Is;
        if (A.CoreValues.size() < MaxValues)
          A.CoreValues.push_back(V);
      }
    }
    break;
  case CoreEvent::Read:
    if (!Found)
      break;
    for (const Alternative &A : S.Any)
      for (const CoreValue &V : A.CoreValues) {
        if (V.Var != E.Var || !V.IsStale ||
            any_of(Function.Stale, [&](const StaleValue &Old) { return Old.At == E.At; }))
          continue;
        StaleValue X;
        X.What = V.Is;
        X.Why = V.Why;
        X.Name = E.Name;
        X.At = E.At;
        X.ReadAt = F.Cores[V.Origin].At;
        X.MovedAt = V.MovedAt;
        X.IsElsewhere = V.IsElsewhere;
        X.State = Graph.States.get(S.local(Owned));
        Function.Stale.push_back(std::move(X));
      }
    break;
  case CoreEvent::Move:
    for (Alternative &A : S.Any)
      move(A, StaleValue::Moved, E.At);
    break;
  case CoreEvent::Pin:
    for (Alternative &A : S.Any) {
      A.IsPinned = true;
      A.Core = E.Core;
    }
    break;
  case CoreEvent::Use:
    if (Found)
      Function.CoreUses[E.Index].State = Graph.States.get(S.local(Owned));
    break;
  }
}

} // namespace ambit
