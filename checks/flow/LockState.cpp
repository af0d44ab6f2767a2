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
  const StartId *At = std::lower_bound(S.begin(), S.end(), Id);
  if (At == S.end() || *At != Id)
    S.insert(At, Id);
}

void removeStart(StartSet &S, StartId Id) {
  const StartId *At = std::lower_bound(S.begin(), S.end(), Id);
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

/// Finds elements of one list that are asked for in the order of another. Lists that are merged
/// again and again differ little, so the next one is most often where it is looked for first.
template <class T> class InTurn {
public:
  explicit InTurn(const std::vector<T> &List) : List(List) {}
  bool has(const T &X) {
    if (Next < List.size() && List[Next] == X) {
      ++Next;
      return true;
    }
    auto At = std::find(List.begin(), List.end(), X);
    if (At == List.end())
      return false;
    Next = At - List.begin() + 1;
    return true;
  }

private:
  const std::vector<T> &List;
  size_t Next = 0;
};

template <class T> static bool keepCommon(std::vector<T> &Into, const std::vector<T> &From) {
  size_t Before = Into.size();
  InTurn<T> There(From);
  std::erase_if(Into, [&](const T &X) { return !There.has(X); });
  return Into.size() != Before;
}

/// Adds to \p Into what only \p From has.
template <class T> static bool addMissing(std::vector<T> &Into, const std::vector<T> &From) {
  size_t Before = Into.size();
  InTurn<T> Here(Into);
  for (const T &X : From)
    if (!Here.has(X))
      Into.push_back(X);
  return Into.size() != Before;
}

/// Merges what is known beside the locks.
static bool mergeKnown(Alternative &Into, const Alternative &From) {
  bool IsChanged = keepCommon(Into.Facts, From.Facts);
  IsChanged |= keepCommon(Into.Tokens, From.Tokens);
  IsChanged |= keepCommon(Into.Outcomes, From.Outcomes);
  IsChanged |= keepCommon(Into.Same, From.Same);
  IsChanged |= addMissing(Into.Views, From.Views);
  for (const CoreValue &V : From.CoreValues)
    if (std::none_of(Into.CoreValues.begin(), Into.CoreValues.end(),
                     [&](const CoreValue &Mine) { return Mine.isSame(V); })) {
      Into.CoreValues.push_back(V);
      IsChanged = true;
    }
  IsChanged |= addMissing(Into.Looks, From.Looks);
  if (Into.IsPinned && !From.IsPinned) {
    Into.IsPinned = false;
    IsChanged = true;
  }
  if (Into.Started != From.Started) {
    StartSet Started = unite(Into.Started, From.Started);
    IsChanged |= Started != Into.Started;
    Into.Started = std::move(Started);
  }
  if (Into.Joined != From.Joined) {
    StartSet Joined = common(Into.Joined, From.Joined);
    IsChanged |= Joined != Into.Joined;
    Into.Joined = std::move(Joined);
  }
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
  Alternative *Alike = nullptr;
  for (Alternative &Mine : Any)
    if (Mine.hasSameLocks(A) && Mine.Core == A.Core && Mine.InIsr == A.InIsr) {
      if (Mine.Facts == A.Facts)
        return mergeKnown(Mine, A);
      if (!Alike)
        Alike = &Mine;
    }
  // What is known of values matters where it explains a lock, as long as that stays small.
  if (Alike && Any.size() >= (A.Holds.empty() ? MaxApartWithout : MaxApart))
    return mergeKnown(*Alike, A);
  if (Any.size() < MaxAlternatives) {
    Any.push_back(A);
    return true;
  }
  // Too many: what holds in both is what counts from here on.
  Alternative &Last = Any.back();
  bool IsChanged = keepCommon(Last.Holds, A.Holds);
  IsChanged |= keepCommon(Last.Guards, A.Guards);
  IsChanged |= addMissing(Last.Gave, A.Gave);
  IsChanged |= mergeKnown(Last, A) || !Last.IsVague;
  Last.IsVague = true;
  return IsChanged;
}

LocalState LockState::local(llvm::ArrayRef<PathId> Owned) const {
  LocalState S;
  bool IsFirst = true;
  LockSet TakenOrOwned;
  if (!Owned.empty())
    for (const Alternative &A : Any)
      for (const HeldItem &H : A.Holds)
        if (std::find(Owned.begin(), Owned.end(), H.Lock.Lock) != Owned.end())
          TakenOrOwned.push_back(H.Lock);
  for (const Alternative &A : Any) {
    LockSet Mine;
    for (const HeldItem &H : A.Holds)
      Mine.push_back(H.Lock);
    for (const Held &L : TakenOrOwned)
      if (std::none_of(A.Gave.begin(), A.Gave.end(),
                       [&](const GivenItem &G) { return G.Lock.Lock == L.Lock; }))
        Mine.push_back(L);
    std::sort(Mine.begin(), Mine.end());
    Mine.erase(std::unique(Mine.begin(), Mine.end()), Mine.end());
    for (const GivenItem &G : A.Gave) {
      S.Released.push_back(G.Lock.Lock);
      S.ReleasedAllMasks |= G.OpensAllMasks;
    }
    if (IsFirst) {
      S.Holds = std::move(Mine);
      S.Started = A.Started;
      S.Joined = A.Joined;
      S.Same = {A.Same.begin(), A.Same.end()};
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
    ThinVector<SameObject> Same;
    for (const SameObject &P : S.Same)
      if (std::find(A.Same.begin(), A.Same.end(), P) != A.Same.end())
        Same.push_back(P);
    S.Same = std::move(Same);
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
