//===- LockViews.cpp ------------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Ways into guarded state in the lock flow: which of them have outlived the section
// that they were made in.
//
//===----------------------------------------------------------------------===//

#include "flow/LockDomain.h"
#include "llvm/ADT/STLExtras.h"
#include <algorithm>

using namespace llvm;

namespace ambit {

void LockDomain::escape(Escape::Kind What, uint32_t View, uint32_t Origin, PlaceId UsedAt) {
  if (!Escapes || any_of(*Escapes, [&](const Escape &E) { return E.View == View; }))
    return;
  Escapes->push_back({What, View, Origin, UsedAt});
}

void LockDomain::ageViews(State &S) const {
  for (Alternative &A : S.Any)
    for (View &V : A.Views)
      V.IsStale |= !holds(A, V.Lock);
}

void LockDomain::viewEvent(uint32_t Index, State &S) {
  const ViewEvent &E = F.Views[Index];
  if (!F.Suspensions.empty())
    look(E, S);
  for (Alternative &A : S.Any) {
    // What it leads into: directly, or what the variable it comes through does.
    SmallVector<View, 2> Ways;
    bool IsCopy = E.What == ViewEvent::Copy;
    if (E.Lock && !IsCopy)
      Ways.push_back({E.Var, E.Lock, Index, false, 0});
    for (const View &V : A.Views)
      if (E.From && V.Var == E.From && (V.Copied != 0) == IsCopy)
        Ways.push_back(V);
    switch (E.What) {
    case ViewEvent::Copy:
      if (!E.Lock && !E.From) {
        std::erase_if(A.Views, [&](const View &V) { return V.Copied && V.Var == E.Var; });
        break;
      }
      // Made in a section: of the lock that was taken first.
      if (E.Lock && !A.Holds.empty() && !A.Holds.front().IsAsserted)
        addView(A, {E.Var, A.Holds.front().Lock.Lock, Index, false, E.Lock});
      for (View V : Ways) {
        V.Var = E.Var;
        addView(A, V);
      }
      break;
    case ViewEvent::Derive:
      for (const View &V : A.Views)
        if (V.Var == E.Var && V.Copied == E.Lock && V.IsStale)
          escape(Escape::SplitUpdate, Index, V.Origin);
      break;
    case ViewEvent::Check:
    case ViewEvent::Act:
      break; // of coroutines, see look()
    case ViewEvent::Bind:
      std::erase_if(A.Views, [&](const View &V) { return V.Var == E.Var && !V.Copied; });
      for (View V : Ways) {
        V.Var = E.Var;
        // Taken without the lock it never was protected: that is said elsewhere.
        if (holds(A, V.Lock) && !V.IsStale)
          addView(A, {E.Var, V.Lock, V.Origin, false, 0});
      }
      break;
    case ViewEvent::Use:
      for (const View &V : A.Views)
        if (V.Var == E.Var && V.IsStale && !V.Copied)
          escape(Escape::UsedAfter, V.Origin, V.Origin, E.At);
      break;
    case ViewEvent::Return:
      for (const View &V : Ways)
        escape(holds(A, V.Lock) || V.IsStale ? Escape::Returned : Escape::ReturnedBare, Index,
               V.Origin);
      break;
    case ViewEvent::Store:
      for (const View &V : Ways)
        if (holds(A, V.Lock))
          escape(Escape::Stored, Index, V.Origin);
      break;
    case ViewEvent::Capture:
      for (const View &V : Ways)
        if (holds(A, V.Lock) || V.IsStale)
          escape(Escape::Captured, Index, V.Origin);
      break;
    }
  }
}

/// What a coroutine sees of shared objects, and what it does on the strength of that.
void LockDomain::look(const ViewEvent &E, State &S) {
  bool IsLook = E.What == ViewEvent::Check || E.What == ViewEvent::Copy;
  bool IsChange = E.What == ViewEvent::Act || E.What == ViewEvent::Derive;
  if (!E.Lock || (!IsLook && !IsChange))
    return;
  bool IsCopy = E.What == ViewEvent::Copy || E.What == ViewEvent::Derive;
  PathId Var = IsCopy ? E.Var : 0;
  for (Alternative &A : S.Any) {
    if (IsLook) {
      std::erase_if(A.Looks, [&](const Look &L) { return L.Object == E.Lock && L.Var == Var; });
      constexpr size_t MaxLooks = 16;
      if (A.Looks.size() < MaxLooks)
        A.Looks.push_back({E.Lock, Var, E.At, 0});
      continue;
    }
    // Who holds a lock all the while is told so elsewhere.
    if (!Found || !A.Holds.empty())
      continue;
    for (const Look &L : A.Looks) {
      if (L.Object != E.Lock || L.Var != Var || !L.SuspendedAt ||
          any_of(Function.Decisions, [&](const StaleDecision &D) { return D.At == E.At; }))
        continue;
      StaleDecision D;
      D.Object = L.Object;
      D.At = E.At;
      D.LookedAt = L.At;
      D.SuspendedAt = L.SuspendedAt;
      D.IsCopy = IsCopy;
      D.State = Graph.States.get(S.local(Owned));
      Function.Decisions.push_back(std::move(D));
    }
  }
}

} // namespace ambit
