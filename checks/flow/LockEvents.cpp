//===- LockEvents.cpp -----------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What taking, giving back, saving and restoring do to the state of the lock flow,
// and guards.
//
//===----------------------------------------------------------------------===//

#include "flow/LockDomain.h"
#include "llvm/ADT/STLExtras.h"
#include <algorithm>

using namespace llvm;

namespace ambit {

void LockDomain::acquire(const Held &Lock, PathId Key, PathId Owner, PlaceId At, bool IsSignalLike,
                         Alternative &A) {
  unsigned Depth = A.masks();
  auto Same = find_if(A.Holds, [&](const HeldItem &H) { return H.Lock.Lock == Lock.Lock; });
  if (isMask(Lock.Kind) && Key)
    addToken(A, {Key, Depth});
  if (Same != A.Holds.end()) {
    if (Lock.Kind == LockKind::IrqFlat && masksAll(Same->Lock.Kind))
      return;
    bool IsKnown = !isOpen(Lock.Lock) && !A.IsVague && !Same->IsAsserted;
    // A reader may come in again.
    bool IsReader = Lock.IsShared && Same->Lock.IsShared;
    if (!IsReader && !nests(Lock.Kind) && !nests(Same->Lock.Kind)) {
      if (!IsKnown)
        return;
      // Reported once; its releases are counted as if it nested.
      report(Imbalance::Twice, Lock, At, Same->At, IsSignalLike);
      // In the next round of a loop it is the same mistake, not a deeper one.
      if (IsSignalLike || any_of(A.Holds, [&](const HeldItem &H) {
            return H.Lock.Lock == Lock.Lock && H.At == At;
          }))
        return;
    }
  }
  // What was given away is taken back.
  auto Gave = find_if(A.Gave, [&](const GivenItem &G) { return G.Lock.Lock == Lock.Lock; });
  if (Gave != A.Gave.end() && Gave->Lock.Kind != LockKind::IrqFlat &&
      Gave->Lock.Kind != LockKind::Line) {
    A.Gave.erase(Gave);
    return;
  }
  HeldItem H;
  H.Lock = Lock;
  H.Owner = Owner;
  H.At = At;
  H.IsSignalLike = IsSignalLike;
  constexpr size_t MaxHeld = 32;
  if (A.Holds.size() < MaxHeld)
    A.Holds.push_back(H);
  else
    A.IsVague = true;
}

void LockDomain::restore(const Token &T, const Held &Lock, PlaceId At, Alternative &A) {
  unsigned Masks = A.masks();
  if (Masks > T.Depth + 1 && !A.IsVague) {
    // A mask that was taken later is still in force, unless it does not nest anyway.
    unsigned Later = 0;
    const HeldItem *Innermost = nullptr;
    for (const HeldItem &H : A.Holds)
      if (isMask(H.Lock.Kind) && Later++ > T.Depth && H.Lock.Kind != LockKind::IrqFlat)
        Innermost = &H;
    if (Innermost)
      report(Imbalance::OutOfOrder, Lock, At, Innermost->At, false);
  }
  unsigned Seen = 0;
  for (size_t I = 0; I < A.Holds.size();) {
    if (isMask(A.Holds[I].Lock.Kind) && Seen++ >= T.Depth)
      A.Holds.erase(A.Holds.begin() + I);
    else
      ++I;
  }
  // The saved states of what is over were in nobody's hands but the call's.
  unsigned Depth = T.Depth;
  std::erase_if(A.Tokens, [&](const Token &K) {
    return K.Depth >= Depth && Paths[K.Key].Kind == PathKind::Temporary;
  });
}

void LockDomain::release(const Held &Named, PathId Key, PlaceId At, bool IsSignalLike,
                         Alternative &A) {
  Held Lock = Named;
  // It may be held by its other name.
  for (const SameObject &P : A.Same)
    if (PathId Other = P.One == Named.Lock ? P.Other : P.One;
        (P.One == Named.Lock || P.Other == Named.Lock) && !holds(A, Lock.Lock) && holds(A, Other))
      Lock.Lock = Other;
  bool IsMachine = isOfMachine(Lock.Lock);
  Releases[{Lock.Lock, At}] |= holds(A, Lock.Lock) ? 1 : 2;
  if (Key && isMask(Lock.Kind)) {
    auto T = find_if(A.Tokens, [&](const Token &Known) { return Known.Key == Key; });
    // Taken back for the caller, whose state it is, it is the caller's again.
    bool IsOfCaller = !holds(A, Lock.Lock) && Paths.parameterOf(Key) >= 0;
    if (T != A.Tokens.end() && !IsOfCaller) {
      Token Saved = *T;
      restore(Saved, Lock, At, A);
      std::erase_if(A.Holds,
                    [&](const HeldItem &H) { return !IsMachine && H.Lock.Lock == Lock.Lock; });
      return;
    }
  }
  if (Lock.Kind == LockKind::IrqFlat && IsMachine) {
    size_t Before = A.Holds.size();
    std::erase_if(A.Holds, [&](const HeldItem &H) { return H.Lock.Lock == Lock.Lock; });
    // What the caller masked is open, too, unless it was asked about.
    if (A.IsTokenTested && A.Holds.size() != Before)
      return;
  } else {
    for (size_t I = A.Holds.size(); I-- > 0;)
      if (A.Holds[I].Lock.Lock == Lock.Lock) {
        A.Holds.erase(A.Holds.begin() + I);
        return;
      }
  }
  GivenItem G;
  G.Lock = Lock;
  G.Token = Key;
  G.At = At;
  G.IsSignalLike = IsSignalLike;
  // The signals of a process are none of the interrupts that other masks are about.
  G.OpensAllMasks =
      Lock.Kind == LockKind::IrqFlat &&
      !(IsMachine && Paths[Lock.Lock].Index == static_cast<int64_t>(MachineLock::Signals));
  if (!is_contained(A.Gave, G))
    A.Gave.push_back(G);
}

void LockDomain::endGuard(PathId Owner, Alternative &A) {
  std::erase_if(A.Holds, [&](const HeldItem &H) { return H.Owner && H.Owner == Owner; });
  std::erase_if(A.Guards, [&](const GuardState &G) { return G.Owner == Owner; });
}

void LockDomain::take(const LockEvent &E, const State &S) {
  auto Add = [&](Held Lock, bool IsTried) {
    Lock.IsTried = IsTried;
    Function.Takings.push_back({Lock, E.At, Graph.States.get(S.local(Owned))});
  };
  switch (E.What) {
  case LockEvent::Acquire:
    Add(E.Lock, false);
    break;
  case LockEvent::Try:
    Add(E.Lock, !E.IsWaiting);
    break;
  case LockEvent::Guard:
    if (!E.IsDeferred && !E.IsAdopted)
      for (const Held &Lock : E.Locks)
        Add(Lock, E.Key != 0);
    break;
  case LockEvent::LockGuard:
  case LockEvent::TryGuard:
    for (const GuardState &G : S.Any.front().Guards)
      if (G.Owner == E.Owner)
        for (const Held &Lock : G.Locks)
          Add(Lock, E.What == LockEvent::TryGuard);
    break;
  default:
    break;
  }
}

void LockDomain::lockEvent(const LockEvent &E, State &S) {
  if (Found && !S.Any.empty())
    take(E, S);
  // Who has the lock is refused as everybody is; readers let each other in.
  auto IsRefused = [&](const Alternative &A) {
    return E.What == LockEvent::Try && !E.IsWaiting && !E.IsOwnersMistake && !E.IsSignalLike &&
           !nests(E.Lock.Kind) && !isOpen(E.Lock.Lock) && !A.IsVague &&
           any_of(A.Holds, [&](const HeldItem &H) {
             return H.Lock.Lock == E.Lock.Lock && !nests(H.Lock.Kind) && !H.IsAsserted &&
                    !(H.Lock.IsShared && E.Lock.IsShared);
           });
  };
  auto Try = [&](auto Succeed) {
    // Two futures, told apart by the result.
    std::vector<Alternative> Both;
    // A lock that is waited for and not asked about is taken.
    bool IsAsked = !E.IsWaiting || Wanted.contains(E.Key);
    for (Alternative &A : S.Any) {
      // The result of an earlier round is gone.
      std::erase_if(A.Facts, [&](const Fact &K) { return K.Key == E.Key; });
      Fact Ok{E.Key, !E.IsTruth || E.IsNegated, E.IsTruth ? 0 : E.Success};
      if (!IsRefused(A)) {
        Alternative Taken = A;
        Succeed(Taken);
        // Nobody asks whether it worked: both go on, and neither proves anything.
        Taken.IsVague |= IsAsked && !Wanted.contains(E.Key);
        addFact(Taken, Ok);
        Both.push_back(std::move(Taken));
        if (!IsAsked)
          continue;
      }
      Alternative Refused = std::move(A);
      addFact(Refused, {E.Key, !Ok.IsEqual, Ok.Number});
      Both.push_back(std::move(Refused));
    }
    S.Any.clear();
    for (Alternative &A : Both)
      S.add(A);
  };
  auto GuardOf = [&](Alternative &A, PathId Owner) -> GuardState * {
    for (GuardState &G : A.Guards)
      if (Paths.contains(G.Owner, Owner))
        return &G;
    return nullptr;
  };
  switch (E.What) {
  case LockEvent::Acquire:
    for (Alternative &A : S.Any)
      acquire(E.Lock, E.Key, 0, E.At, E.IsSignalLike, A);
    break;
  case LockEvent::Release:
    for (Alternative &A : S.Any)
      release(E.Lock, E.Key, E.At, E.IsSignalLike, A);
    break;
  case LockEvent::Try:
    Try([&](Alternative &A) {
      Held Lock = E.Lock;
      Lock.IsTried = !E.IsWaiting;
      acquire(Lock, 0, 0, E.At, E.IsSignalLike, A);
    });
    break;
  case LockEvent::Assert:
    for (Alternative &A : S.Any) {
      if (any_of(A.Holds, [&](const HeldItem &H) { return H.Lock.Lock == E.Lock.Lock; }))
        continue;
      HeldItem H;
      H.Lock = E.Lock;
      H.At = E.At;
      H.IsAsserted = true;
      A.Holds.push_back(H);
    }
    break;
  case LockEvent::Save:
    for (Alternative &A : S.Any) {
      if (E.Key)
        addToken(A, {E.Key, A.masks()});
    }
    break;
  case LockEvent::Restore:
    for (Alternative &A : S.Any) {
      auto T = find_if(A.Tokens, [&](const Token &K) { return E.Key && K.Key == E.Key; });
      if (T != A.Tokens.end()) {
        Token Saved = *T;
        restore(Saved, E.Lock, E.At, A);
      } else if (E.Constant && *E.Constant != 0) {
        acquire(E.Lock, 0, 0, E.At, false, A);
      } else if (E.Constant) {
        Held All = E.Lock;
        All.Kind = LockKind::IrqFlat;
        release(E.Lock.Kind == LockKind::Ceiling ? E.Lock : All, 0, E.At, false, A);
      } else {
        release(E.Lock, E.Key, E.At, E.IsSignalLike, A);
      }
    }
    break;
  case LockEvent::Guard: {
    auto Take = [&](Alternative &A) {
      for (const Held &Lock : E.Locks) {
        if (E.IsAdopted) {
          for (HeldItem &H : A.Holds)
            if (H.Lock.Lock == Lock.Lock)
              H.Owner = E.Owner;
          continue;
        }
        acquire(Lock, 0, E.Owner, E.At, false, A);
      }
    };
    for (Alternative &A : S.Any)
      if (!GuardOf(A, E.Owner)) {
        GuardState G;
        G.Owner = E.Owner;
        G.Locks = E.Locks;
        A.Guards.push_back(std::move(G));
      }
    if (E.IsDeferred)
      break;
    if (E.Key)
      Try(Take);
    else
      for (Alternative &A : S.Any)
        Take(A);
    break;
  }
  case LockEvent::EndGuard:
    for (Alternative &A : S.Any)
      endGuard(E.Owner, A);
    break;
  case LockEvent::LockGuard:
  case LockEvent::TryGuard: {
    auto Take = [&](Alternative &A) {
      if (GuardState *G = GuardOf(A, E.Owner)) {
        ThinVector<Held> Locks = G->Locks;
        for (const Held &Lock : Locks)
          acquire(Lock, 0, E.Owner, E.At, false, A);
      }
    };
    if (E.What == LockEvent::TryGuard)
      Try(Take);
    else
      for (Alternative &A : S.Any)
        Take(A);
    break;
  }
  case LockEvent::UnlockGuard:
    for (Alternative &A : S.Any)
      // A guard that is a member of what a function handed out.
      std::erase_if(A.Holds,
                    [&](const HeldItem &H) { return H.Owner && Paths.contains(H.Owner, E.Owner); });
    break;
  case LockEvent::DropGuard:
    for (Alternative &A : S.Any) {
      for (HeldItem &H : A.Holds)
        if (H.Owner == E.Owner)
          H.Owner = 0;
      std::erase_if(A.Guards, [&](const GuardState &G) { return G.Owner == E.Owner; });
      A.IsVague = true; // by which name it is released is not followed
    }
    break;
  case LockEvent::MoveGuard:
    for (Alternative &A : S.Any) {
      for (HeldItem &H : A.Holds)
        if (H.Owner == E.Key)
          H.Owner = E.Owner;
      for (GuardState &G : A.Guards)
        if (G.Owner == E.Key)
          G.Owner = E.Owner;
    }
    break;
  case LockEvent::End:
    // Perhaps: it is nothing to give back from here on, and may be given back.
    for (Alternative &A : S.Any)
      for (HeldItem &H : A.Holds)
        H.IsAsserted |= !H.Owner && Paths.contains(E.Lock.Lock, H.Lock.Lock);
    break;
  case LockEvent::OwnsGuard:
    for (Alternative &A : S.Any) {
      bool Owns = any_of(A.Holds, [&](const HeldItem &H) { return H.Owner == E.Owner; });
      std::erase_if(A.Facts, [&](const Fact &K) { return K.Key == E.Key; });
      if (Owns || GuardOf(A, E.Owner))
        addFact(A, {E.Key, !Owns, 0});
    }
    break;
  }
}

} // namespace ambit
