//===- LockState.h ----------------------------------------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The state of the lock flow at one point.
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_FLOW_LOCKSTATE_H
#define AMBIT_FLOW_LOCKSTATE_H

#include "flow/LoweredFunction.h"

namespace ambit {

struct HeldItem {
  Held Lock;
  PathId Owner = 0; ///< the guard that will release it
  PlaceId At = 0;   ///< where it was taken
  bool IsAsserted = false;
  bool IsSignalLike = false;

  auto key() const { return std::tuple(Lock.key(), Owner, IsAsserted); }
  bool operator==(const HeldItem &O) const { return key() == O.key(); }
};

/// A saved state of a mask: how many masks were in force before.
struct Token {
  PathId Key = 0;
  unsigned Depth = 0;
  bool operator==(const Token &O) const { return Key == O.Key && Depth == O.Depth; }
};

struct GuardState {
  PathId Owner = 0;
  ThinVector<Held> Locks;
  bool operator==(const GuardState &O) const { return Owner == O.Owner && Locks == O.Locks; }
};

/// The value under Key is (not) Number.
struct Fact {
  PathId Key = 0;
  bool IsEqual = true;
  int64_t Number = 0;
  bool operator==(const Fact &O) const {
    return Key == O.Key && IsEqual == O.IsEqual && Number == O.Number;
  }
};

/// A variable that is a way into guarded state.
struct View {
  PathId Var = 0;
  PathId Lock = 0;
  uint32_t Origin = 0;  ///< the event that made it
  bool IsStale = false; ///< the lock has been released since
  PathId Copied = 0;    ///< the object that Var is a copy of, rather than a way to
  bool operator==(const View &O) const {
    return Var == O.Var && Origin == O.Origin && IsStale == O.IsStale && Copied == O.Copied;
  }
};

/// A variable that depends on the core or the thread that runs.
struct CoreValue {
  PathId Var = 0;
  uint32_t Origin = 0; ///< the event that read it
  StaleValue::Kind Is = StaleValue::Number;
  bool IsStale = false;
  bool IsElsewhere = false;
  StaleValue::Reason Why = StaleValue::Waited;
  PlaceId MovedAt = 0;
  bool isSame(const CoreValue &O) const {
    return Var == O.Var && Origin == O.Origin && IsStale == O.IsStale;
  }
};

/// What a coroutine has seen of an object: by a check, or in the copy Var.
struct Look {
  PathId Object = 0;
  PathId Var = 0;
  PlaceId At = 0;
  PlaceId SuspendedAt = 0; ///< since then others have run
  bool operator==(const Look &O) const {
    return Object == O.Object && Var == O.Var && At == O.At && SuspendedAt == O.SuspendedAt;
  }
};

/// A net release: of something that the caller held.
struct GivenItem {
  Held Lock;
  PathId Token = 0;
  PlaceId At = 0;
  bool IsSignalLike = false;
  bool OpensAllMasks = false; ///< whatever masked interrupts, they come now
  bool operator==(const GivenItem &O) const { return Lock == O.Lock; }
};

/// The value under Key says whether the call that starts Start worked.
struct Outcome {
  PathId Key = 0;
  StartId Start = 0;
  bool operator==(const Outcome &O) const { return Key == O.Key && Start == O.Start; }
};

/// One alternative.
struct Alternative {
  std::vector<HeldItem> Holds; ///< in the order in which they were taken
  std::vector<GivenItem> Gave;
  std::vector<GuardState> Guards;
  std::vector<Token> Tokens;
  std::vector<Fact> Facts;
  std::vector<View> Views;
  std::vector<CoreValue> CoreValues;
  std::vector<Look> Looks; ///< of coroutines only
  std::vector<Outcome> Outcomes;
  std::vector<SameObject> Same;
  StartSet Started, Joined;
  std::optional<int64_t> Core;
  std::optional<bool> InIsr;
  bool IsPinned = false;
  int Return = -1;      ///< the last return statement
  PathId ReturnKey = 0; ///< the value it returns
  PlaceId ThrownAt = 0;
  bool IsTokenTested = false; ///< a branch has asked whether the mask was set before
  bool IsVague = false;       ///< of several that differed

  bool hasSameLocks(const Alternative &O) const {
    return Holds == O.Holds && Gave == O.Gave && Guards == O.Guards && ThrownAt == O.ThrownAt;
  }
  unsigned masks() const;
  /// Whether nothing takes the core away from the thread.
  bool staysOnCore() const;
};

/// All alternatives at one point; none if it is not reached.
struct LockState {
  std::vector<Alternative> Any;

  /// Adds \p A; whether that changed anything.
  bool add(const Alternative &A);
  /// What holds in all of them. Of \p Owned the caller has what is taken on other paths only.
  LocalState local(llvm::ArrayRef<PathId> Owned) const;
};

/// Set operations on sorted starts.
void insertStart(StartSet &S, StartId Id);
void removeStart(StartSet &S, StartId Id);
StartSet unite(const StartSet &A, const StartSet &B);
StartSet common(const StartSet &A, const StartSet &B);

} // namespace ambit

#endif // AMBIT_FLOW_LOCKSTATE_H
