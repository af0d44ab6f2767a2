//===- LockState.cpp ------------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "flow/LockState.h"
#include <algorithm>

namespace ambit {

void insertStart(StartSet &S, StartId Id) {
  auto At = std::lower_bound(S.begin(), S.end(), Id);
  if (At == S.end() || *At != Id)
    S.insert(At, Id);
}

void removeStart(StartSet &S, StartId Id) {
  auto At = std::lower_bound(S.begin(), S.end(), Id);
  if (At != S.end() && *At == Id)
    S.erase(At);
}

StartSet unite(const StartSet &A, const StartSet &B) {
  StartSet Both;
  std::set_union(A.begin(), A.end(), B.begin(), B.end(), std::back_inserter(Both));
  return Both;
}

StartSet common(const StartSet &A, const StartSet &B) {
  StartSet Both;
  std::set_intersection(A.begin(), A.end(), B.begin(), B.end(), std::back_inserter(Both));
  return Both;
}

unsigned Alternative::masks() const {
  return std::count_if(Holds.begin(), Holds.end(),
                       [](const HeldItem &H) { return isMask(H.Lock.Kind); });
}

bool Alternative::staysOnCore() const {
  return std::any_of(Holds.begin(), Holds.end(),
                     [](const HeldItem &H) { return keepsOutThreads(H.Lock.Kind); });
}

template <class T> static bool keepCommon(std::vector<T> &Into, const std::vector<T> &From) {
  size_t Before = Into.size();
  std::erase_if(Into,
                [&](const T &X) { return std::find(From.begin(), From.end(), X) == From.end(); });
  return Into.size() != Before;
}

/// Merges what is known beside the locks.
static bool mergeKnown(Alternative &Into, const Alternative &From) {
  bool IsChanged = keepCommon(Into.Facts, From.Facts);
  IsChanged |= keepCommon(Into.Tokens, From.Tokens);
  IsChanged |= keepCommon(Into.Outcomes, From.Outcomes);
  for (const View &V : From.Views)
    if (std::find(Into.Views.begin(), Into.Views.end(), V) == Into.Views.end()) {
      Into.Views.push_back(V);
      IsChanged = true;
    }
  for (const CoreValue &V : From.CoreValues)
    if (std::none_of(Into.CoreValues.begin(), Into.CoreValues.end(),
                     [&](const CoreValue &Mine) { return Mine.isSame(V); })) {
      Into.CoreValues.push_back(V);
      IsChanged = true;
    }
  for (const Look &L : From.Looks)
    if (std::find(Into.Looks.begin(), Into.Looks.end(), L) == Into.Looks.end()) {
      Into.Looks.push_back(L);
      IsChanged = true;
    }
  if (Into.IsPinned && !From.IsPinned) {
    Into.IsPinned = false;
    IsChanged = true;
  }
  StartSet Started = unite(Into.Started, From.Started);
  StartSet Joined = common(Into.Joined, From.Joined);
  IsChanged |= Started != Into.Started || Joined != Into.Joined;
  Into.Started = std::move(Started);
  Into.Joined = std::move(Joined);
  if (Into.Core && Into.Core != From.Core) {
    Into.Core.reset();
    IsChanged = true;
  }
  if (Into.InIsr && Into.InIsr != From.InIsr) {
    Into.InIsr.reset();
    IsChanged = true;
  }
  if (Into.Return != From.Return && Into.Return != -1) {
    Into.Return = -1;
    IsChanged = true;
  }
  if (From.IsTokenTested && !Into.IsTokenTested)
    Into.IsTokenTested = IsChanged = true;
  if (From.IsVague && !Into.IsVague)
    Into.IsVague = IsChanged = true;
  return IsChanged;
}

bool LockState::add(const Alternative &A) {
  constexpr size_t MaxAlternatives = 8, MaxApart = 5, MaxApartWithout = 3;
  auto IsAlike = [&](const Alternative &Mine) {
    return Mine.hasSameLocks(A) && Mine.Core == A.Core && Mine.InIsr == A.InIsr;
  };
  for (Alternative &Mine : Any)
    if (IsAlike(Mine) && Mine.Facts == A.Facts)
      return mergeKnown(Mine, A);
  // What is known of values matters where it explains a lock, as long as that stays small.
  if (Any.size() >= (A.Holds.empty() ? MaxApartWithout : MaxApart))
    for (Alternative &Mine : Any)
      if (IsAlike(Mine))
        return mergeKnown(Mine, A);
  if (Any.size() < MaxAlternatives) {
    Any.push_back(A);
    return true;
  }
  // Too many: what holds in both is what counts from here on.
  Alternative &Last = Any.back();
  bool IsChanged = keepCommon(Last.Holds, A.Holds);
  IsChanged |= keepCommon(Last.Guards, A.Guards);
  for (const GivenItem &G : A.Gave)
    if (std::find(Last.Gave.begin(), Last.Gave.end(), G) == Last.Gave.end()) {
      Last.Gave.push_back(G);
      IsChanged = true;
    }
  IsChanged |= mergeKnown(Last, A) || !Last.IsVague;
  Last.IsVague = true;
  return IsChanged;
}

LocalState LockState::local() const {
  LocalState S;
  bool IsFirst = true;
  for (const Alternative &A : Any) {
    LockSet Mine;
    for (const HeldItem &H : A.Holds)
      Mine.push_back(H.Lock);
    std::sort(Mine.begin(), Mine.end());
    Mine.erase(std::unique(Mine.begin(), Mine.end()), Mine.end());
    for (const GivenItem &G : A.Gave) {
      S.Released.push_back(G.Lock.Lock);
      S.ReleasedAllMasks |= G.Lock.Kind == LockKind::IrqFlat;
    }
    if (IsFirst) {
      S.Holds = std::move(Mine);
      S.Started = A.Started;
      S.Joined = A.Joined;
      S.Core = A.Core;
      S.InIsr = A.InIsr;
      S.IsPinned = A.IsPinned;
      S.IsReached = true;
      IsFirst = false;
      continue;
    }
    S.Holds = intersect(S.Holds, Mine);
    S.Started = unite(S.Started, A.Started);
    S.Joined = common(S.Joined, A.Joined);
    if (S.Core != A.Core)
      S.Core.reset();
    if (S.InIsr != A.InIsr)
      S.InIsr.reset();
    S.IsPinned &= A.IsPinned;
  }
  std::sort(S.Released.begin(), S.Released.end());
  S.Released.erase(std::unique(S.Released.begin(), S.Released.end()), S.Released.end());
  return S;
}

} // namespace ambit
