//===- StartOrder.cpp -----------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "program/StartOrder.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;

namespace ambit {

static bool contains(const StartSet &S, StartId Id) {
  return std::binary_search(S.begin(), S.end(), Id);
}

/// Whether the end of what \p Site started is that of what runs now. Ended, what it started itself
/// may run on; but what a task of a pool posts is the pool's, too, and who waits for the pool
/// waits for that.
static bool mayHaveEnded(const Start &Site, uint32_t By, bool IsItself) {
  return IsItself || (Site.Handle && Site.By && Site.By == By);
}

template <class Asker>
bool StartOrder::sleeps(const Answers &A, Question Q, Asker IsSleeping) const {
  auto IsClosed = [&](StartId S) {
    const Start &Site = Starts[S];
    if (contains(A.NotYet, S) ||
        (contains(A.NotYet, S + Ended) && mayHaveEnded(Site, Q.second, Q.second == Itself) &&
         !contains(MayRunOn, S)))
      return true;
    uint32_t By = is_contained(A.EndedBy, Site.By) ? Site.By : uint32_t(ByAnybody);
    // Who starts himself again has begun.
    return !Executors[S].empty() && all_of(Executors[S], [&](ContextId Starter) {
      return Starter == Q.first || IsSleeping(Question(Starter, By));
    });
  };
  return any_of(ByContext[Q.first], [&](const StartSet &Gate) {
    // Whom nobody is seen to call may run once all has begun.
    if (Gate.empty())
      return A.IsBeginning;
    return all_of(Gate, [&](StartId S) {
      return IsClosed(S) || (!Exposed[S].empty() && all_of(Exposed[S], IsClosed));
    });
  });
}

StartOrder::Answers &StartOrder::answersFor(const StartSet &NotYet) const {
  if (Last && Last->NotYet == NotYet)
    return *Last;
  auto [It, IsNew] = Known.try_emplace(NotYet);
  Last = &It->second;
  if (IsNew) {
    Last->NotYet = NotYet;
    Last->IsBeginning =
        any_of(NotYet, [&](StartId Id) { return Id >= Ended || Starts[Id].What != Start::Expose; });
    for (StartId Id : NotYet)
      if (Id >= Ended && Starts[Id - Ended].By && Starts[Id - Ended].Handle &&
          !is_contained(Last->EndedBy, Starts[Id - Ended].By))
        Last->EndedBy.push_back(Starts[Id - Ended].By);
  }
  return *Last;
}

bool StartOrder::isAsleep(ContextId C, const StartSet &NotYet) const {
  if (NotYet.empty() || ByContext[C].empty())
    return false;
  Answers &A = answersFor(NotYet);
  const Question Q(C, Itself);
  if (!A.IsAsleep.contains(Q))
    solve(A, Q);
  return A.IsAsleep.lookup(Q);
}

bool StartOrder::areClosed(ArrayRef<StartId> Any, const StartSet &NotYet) const {
  return all_of(Any, [&](StartId S) {
    return contains(NotYet, S) || (!Executors[S].empty() && all_of(Executors[S], [&](ContextId C) {
             return isAsleep(C, NotYet);
           }));
  });
}

/// Answers \p First and all that it depends on. All sleep until one is found who does not; that
/// may wake those who depend on him.
void StartOrder::solve(Answers &A, Question First) const {
  DenseMap<Question, SmallVector<Question, 2>> Dependents;
  SmallVector<Question, 16> Work = {First};
  A.IsAsleep[First] = true;
  while (!Work.empty()) {
    const Question Q = Work.pop_back_val();
    if (!A.IsAsleep.lookup(Q) || sleeps(A, Q, [&](Question On) {
          auto [It, IsNew] = A.IsAsleep.try_emplace(On, true);
          if (IsNew)
            Work.push_back(On);
          if (It->second)
            Dependents[On].push_back(Q);
          return It->second;
        }))
      continue;
    A.IsAsleep[Q] = false;
    if (auto It = Dependents.find(Q); It != Dependents.end()) {
      Work.append(It->second.begin(), It->second.end());
      Dependents.erase(It);
    }
  }
}

} // namespace ambit
