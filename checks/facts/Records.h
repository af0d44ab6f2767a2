//===- Records.h ------------------------------------------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// How each record of a program is written as words and read from them: one description
// for both, in the order of the structs. What the flow finds is not written: it is found
// again when the program is whole.
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_FACTS_RECORDS_H
#define AMBIT_FACTS_RECORDS_H

#include "facts/Words.h"
#include "flow/LoweredProgram.h"
#include <numeric>

namespace ambit::records {

template <class Io> void paths(Io &X, Bindings &B) {
  X.list(B, [&](PathId &P) { X.path(P); });
}

template <class Io> void held(Io &X, Held &H) {
  X.path(H.Lock);
  X.kind(H.Kind, LockKind::Line);
  X.flags(H.IsTried, H.IsShared);
  X.maybe(H.Level);
}

template <class Io> void context(Io &X, Context &C) {
  bool IsEnabled = !C.EnabledBy.empty();
  X.kind(C.What, Context::Isr);
  X.flags(C.IsMany, C.IsSignal, C.IsMigrating, C.IsAfterPhase, C.IsElsewhere, C.IsAssumed,
          C.IsCalled, IsEnabled);
  X.maybe(C.Core);
  X.maybe(C.Level);
  X.maybe(C.Line);
  X.text(C.LineName);
  if (IsEnabled)
    X.text(C.EnabledBy);
  X.symbol(C.Entry);
  X.agent(C.Agent);
  X.place(C.StartedAt);
  X.place(C.SaidAt);
}

template <class Io> void access(Io &X, Access &A) {
  X.path(A.Object);
  X.place(A.At);
  bool IsProtected = !A.Protections.empty();
  X.flags(A.IsRead, A.IsWrite, A.IsAtomic, A.IsVolatile, A.IsWide, A.IsUnderConstruction,
          IsProtected, A.IsSigAtomic);
  if (IsProtected)
    X.list(A.Protections, [&](Protection &P) {
      X.kind(P.What, Protection::GuardedBy);
      X.path(P.Lock);
      bool IsKnown = P.LockIs.has_value();
      X.flags(IsKnown);
      if (IsKnown) {
        LockKind K = P.LockIs.value_or(LockKind::Mutex);
        X.kind(K, LockKind::Line);
        P.LockIs = K;
      }
      X.text(P.LockName);
      X.symbol(P.Of);
      X.place(P.SaidAt);
    });
}

template <class Io> void pointerStore(Io &X, PointerStore &S) {
  X.path(S.In);
  X.path(S.What);
}

template <class Io> void call(Io &X, Call &C) {
  bool HasTarget = C.Targets.size() == 1, IsThrough = C.Through != 0, IsUnder = C.Under.Lock != 0;
  bool HasValues = !C.Values.empty(), HasResult = C.Result != 0 || C.Owner != 0;
  bool IsUnless = C.Unless != NoFunction;
  X.flags(HasTarget, IsThrough, HasValues, HasResult, C.IsGuess, IsUnder, IsUnless);
  if (HasTarget) {
    C.Targets.resize(1);
    X.someFunction(C.Targets.front());
  } else {
    X.list(C.Targets, [&](FunctionId &F) { X.someFunction(F); });
  }
  paths(X, C.Given);
  X.place(C.At);
  if (IsThrough)
    X.path(C.Through);
  if (IsUnder)
    held(X, C.Under);
  if (HasValues)
    paths(X, C.Values);
  if (HasResult) {
    X.path(C.Result);
    X.path(C.Owner);
  }
  if (IsUnless)
    X.function(C.Unless);
}

template <class Io> void start(Io &X, Start &S) {
  X.kind(S.What, Start::Expose);
  if (S.What == Start::Expose) {
    X.function(S.Exposes);
    return;
  }
  X.function(S.Target);
  X.path(S.Through);
  X.symbol(S.Pointer);
  paths(X, S.Given);
  context(X, S.Runs);
  X.place(S.At);
  X.path(S.Handle);
  X.path(S.Status);
  X.number(S.Success);
  X.flags(S.IsRepeated, S.HasOwnAgent, S.IsCalling);
  X.maybe(S.Rounds);
  X.calleeName(S.By);
  X.phase(S.After);
}

template <class Io> void hazard(Io &X, Hazard &H) {
  X.kind(H.What, Hazard::NotLockFree);
  X.symbol(H.Callee);
  X.text(H.Macro);
  X.place(H.At);
  X.text(H.Why);
  X.text(H.IsrForm);
}

template <class Io> void coreUse(Io &X, CoreUse &U) {
  X.kind(U.What, CoreUse::ReadAgain);
  X.path(U.Object);
  X.symbol(U.Name);
  X.symbol(U.Bound);
  X.maybe(U.Home);
  X.place(U.At);
  X.place(U.Earlier);
  X.flags(U.IsCaptured);
  X.maybe(U.Line);
  X.function(U.Unless);
}

template <class Io> void staleValue(Io &X, StaleValue &V) {
  X.kind(V.What, StaleValue::ThreadAddress);
  X.kind(V.Why, StaleValue::Suspended);
  X.symbol(V.Name);
  X.place(V.At);
  X.place(V.ReadAt);
  X.place(V.MovedAt);
  X.flags(V.IsElsewhere);
}

template <class Io> void demand(Io &X, Demand &D) {
  held(X, D.Lock);
  X.text(D.Name);
  X.place(D.SaidAt);
}

template <class Io> void summary(Io &X, Summary &S) {
  X.list(S.Takes, [&](Summary::Taken &T) {
    held(X, T.Lock);
    X.path(T.Token);
    X.flags(T.IsReturned, T.IsGuard, T.IsSignalLike);
    X.place(T.At);
  });
  X.list(S.Gives, [&](Summary::Given &G) {
    held(X, G.Lock);
    X.path(G.Token);
    X.place(G.At);
    X.flags(G.IsSignalLike);
  });
  X.list(S.Tries, [&](Summary::Try &T) {
    held(X, T.Lock);
    X.flags(T.IsTruth, T.IsNegated);
    X.number(T.Success);
  });
  X.flags(S.Moves, S.IsKnown);
}

/// What is said of a function before its body. Little, of most.
/// \param IsWhereDeclared  whether it is at the place of its symbol, and has none here
template <class Io> void function(Io &X, Function &F, LoweredFunction &B, bool &IsWhereDeclared) {
  bool HasClass = B.Class != 0, HasReturned = B.ReturnedObject != 0;
  bool HasMore = F.IsEntry || F.RunsAfter != NoPhase || F.Runs.What != Context::Unknown ||
                 F.Runs.IsAfterPhase || !F.Requires.empty() || !F.Excludes.empty() || B.Declared;
  X.flags(F.IsDefined, F.IsExternal, IsWhereDeclared, B.ReturnsNothing, B.IsBranching,
          B.ReturnsBool, B.ReturnsPointer, HasMore, HasClass, HasReturned, F.IsInit, F.IsIsrSafe,
          F.IsEntry, F.IsMain, F.ClaimsCore, F.ActsAsThread, B.IsConstructor, B.IsDestructor,
          B.IsOfRaii, B.IsLock, B.IsNoReturn, B.IsUnjudged, B.IsWeak);
  if (!IsWhereDeclared)
    X.place(F.At);
  if (HasClass)
    X.symbol(B.Class);
  if (HasReturned)
    X.path(B.ReturnedObject);
  if (!HasMore) {
    if constexpr (Io::IsReading)
      F.Runs.Entry = F.Name;
    return;
  }
  context(X, F.Runs);
  X.phase(F.RunsAfter);
  X.place(F.RunsAfterAt);
  X.list(F.Requires, [&](Demand &D) { demand(X, D); });
  X.list(F.Excludes, [&](Demand &D) { demand(X, D); });
  bool IsDeclared = B.Declared.has_value();
  X.flags(IsDeclared);
  if (IsDeclared) {
    if (!B.Declared)
      B.Declared.emplace();
    summary(X, *B.Declared);
  }
}

template <class Io> void lockEvent(Io &X, LockEvent &E) {
  bool HasLocks = !E.Locks.empty(), HasKey = E.Key != 0 || E.Owner != 0;
  const LockEvent Default;
  bool IsTry = E.Constant || E.IsTruth != Default.IsTruth || E.IsNegated != Default.IsNegated ||
               E.Success != Default.Success;
  bool IsSpecial =
      E.IsDeferred || E.IsAdopted || E.IsSignalLike || E.IsWaiting || E.IsOwnersMistake;
  X.kindAnd(E.What, LockEvent::End, HasKey, IsTry, IsSpecial, HasLocks);
  held(X, E.Lock);
  listIf(X, HasLocks, E.Locks, [&](Held &H) { held(X, H); });
  if (HasKey) {
    X.path(E.Key);
    X.path(E.Owner);
  }
  if (IsTry) {
    X.maybe(E.Constant);
    X.flags(E.IsTruth, E.IsNegated);
    X.number(E.Success);
  }
  if (IsSpecial)
    X.flags(E.IsDeferred, E.IsAdopted, E.IsSignalLike, E.IsWaiting, E.IsOwnersMistake);
  X.place(E.At);
  X.text(E.Name);
}

template <class Io> void viewEvent(Io &X, ViewEvent &E) {
  X.kind(E.What, ViewEvent::Act);
  X.path(E.Var);
  X.path(E.From);
  X.path(E.Lock);
  X.symbol(E.Guarded);
  X.symbol(E.Target);
  X.text(E.LockName);
  X.place(E.At);
}

template <class Io> void coreEvent(Io &X, CoreEvent &E) {
  X.kind(E.What, CoreEvent::Use);
  X.kind(E.Is, StaleValue::ThreadAddress);
  X.flags(E.IsFresh);
  X.path(E.Var);
  X.path(E.From);
  X.symbol(E.Name);
  X.maybe(E.Core);
  X.count(E.Index);
  X.place(E.At);
}

template <class Io> void phaseEvent(Io &X, PhaseEvent &E) {
  X.kind(E.What, PhaseEvent::Use);
  X.somePhase(E.Phase);
  X.path(E.Status);
  X.number(E.Success);
  X.symbol(E.Object);
  X.symbol(E.Bound);
  X.place(E.At);
  X.function(E.Unless);
}

template <class Io> void condition(Io &X, Condition &C) {
  bool HasNumber = C.Number != 0, HasSign = C.Sign != 0;
  X.kindAnd(C.What, Condition::Masked, C.IsEqual, C.IsNegative, HasNumber, HasSign);
  if (C.What == Condition::None)
    return;
  X.path(C.Key);
  if (HasNumber)
    X.number(C.Number);
  if (HasSign)
    X.path(C.Sign);
}

/// How most blocks end.
enum class Ending : uint8_t {
  None,   ///< nowhere
  Next,   ///< at the next block
  Branch, ///< at one of two by a condition
  Other
};

inline Ending endingOf(const Block &B, int Number) {
  auto IsPlain = [](const Edge &E) { return E.Next >= 0 && E.Joins.empty(); };
  if (B.IsNoReturn || B.IsFatal)
    return Ending::Other;
  if (B.Edges.empty())
    return Ending::None;
  if (B.Edges.size() == 1 && IsPlain(B.Edges[0]) && B.Edges[0].If == Condition() &&
      B.Edges[0].Next == Number + 1)
    return Ending::Next;
  if (B.Edges.size() == 2 && IsPlain(B.Edges[0]) && IsPlain(B.Edges[1]) &&
      B.Edges[0].If.What != Condition::None && B.Edges[1].If == B.Edges[0].If.negated())
    return Ending::Branch;
  return Ending::Other;
}

/// Where an edge of block \p Number leads.
template <class Io> void step(Io &X, Edge &E, int Number) {
  int Step = E.Next - Number;
  X.number(Step);
  E.Next = static_cast<int>(static_cast<int64_t>(Number) + Step);
}

template <class Io> void edges(Io &X, Block &B, int Number, Ending How) {
  switch (How) {
  case Ending::None:
    break;
  case Ending::Next:
    B.Edges.resize(1);
    B.Edges[0].Next = Number + 1;
    break;
  case Ending::Branch:
    B.Edges.resize(2);
    condition(X, B.Edges[0].If);
    B.Edges[1].If = B.Edges[0].If.negated();
    step(X, B.Edges[0], Number);
    step(X, B.Edges[1], Number);
    break;
  case Ending::Other:
    X.flags(B.IsNoReturn, B.IsFatal);
    X.list(B.Edges, [&](Edge &E) {
      bool IsSomewhere = E.Next >= 0, HasJoins = !E.Joins.empty();
      X.flags(IsSomewhere, HasJoins);
      if (IsSomewhere)
        step(X, E, Number);
      condition(X, E.If);
      if (HasJoins)
        X.list(E.Joins, [&](uint32_t &J) { X.count(J); });
    });
    break;
  }
}

/// What happens where, in a graph that Simplify numbered: blocks in their order, and the events
/// of each after those of the one before.
template <class Io> void graph(Io &X, LoweredFunction &B) {
  uint32_t Events = 0;
  int Number = 0;
  X.list(B.Blocks, [&](Block &K) {
    Ending How = endingOf(K, Number);
    uint64_t Count = K.End - K.Begin;
    X.wordAnd(Count, How, Ending::Other);
    K.Begin = Events;
    K.End = Events += static_cast<uint32_t>(Count);
    edges(X, K, Number, How);
    ++Number;
  });
  X.count(B.Entry);
  X.count(B.Exit);
  // Of the exit, the last, nobody may come to, and then it has no place among them.
  bool IsExitReached = B.Order.size() == B.Blocks.size();
  X.flags(IsExitReached);
  if constexpr (Io::IsReading) {
    B.Order.resize(B.Blocks.size() - (IsExitReached || B.Blocks.empty() ? 0 : 1));
    std::iota(B.Order.begin(), B.Order.end(), 0u);
  }
  // Most events are the next of their kind.
  uint32_t Next[Event::Core + 1] = {};
  X.list(B.Events, [&](Event &E) {
    bool IsNext = E.What != Event::Throw && E.What != Event::Start && E.Index == Next[E.What];
    X.kindAnd(E.What, Event::Core, IsNext);
    if (IsNext)
      E.Index = Next[E.What];
    else if (E.What == Event::Throw)
      X.place(E.Index);
    else if (E.What == Event::Start)
      X.start(E.Index);
    else
      X.count(E.Index);
    Next[E.What] = E.Index + 1;
  });
}

template <class Io> void constant(Io &X, std::optional<int64_t> &C) {
  int64_t N = C.value_or(0);
  X.number(N);
  C = N;
}

template <class Io> void assignEvent(Io &X, AssignEvent &E) {
  bool HasValue = E.From != 0, IsConstant = E.Constant.has_value();
  X.flags(HasValue, IsConstant, E.IsPart, E.IsPointer, E.IsNonZero);
  X.path(E.To);
  if (HasValue)
    X.path(E.From);
  if (IsConstant)
    constant(X, E.Constant);
}

template <class Io> void returnEvent(Io &X, ReturnEvent &E) {
  bool HasValue = E.Value != 0, IsConstant = E.Constant.has_value();
  X.flags(HasValue, IsConstant);
  if (HasValue)
    X.path(E.Value);
  if (IsConstant)
    constant(X, E.Constant);
  X.place(E.At);
}

template <class Io> void joinEvent(Io &X, JoinEvent &E) {
  X.path(E.Handle);
  X.maybe(E.Rounds);
  X.list(E.Cancels, [&](uint32_t &N) { X.calleeName(N); });
  X.flags(E.IsExact);
  X.function(E.Handler);
}

/// The entries of a list that may be empty, which a flag said before.
template <class Io, class List, class Each> void listIf(Io &X, bool HasAny, List &All, Each Entry) {
  if (HasAny)
    X.list(All, Entry);
}

/// The body: what it does, then in which order. Most of the lists are empty in most bodies.
template <class Io> void body(Io &X, Function &F, LoweredFunction &B) {
  bool HasCalls = !F.Calls.empty(), HasAccesses = !F.Accesses.empty();
  bool HasStores = !F.Stores.empty(), HasStarts = !F.Starts.empty();
  bool HasHazards = !F.Hazards.empty(), HasCoreUses = !F.CoreUses.empty();
  bool HasSent = !F.Sent.empty(), HasLocks = !B.Locks.empty(), HasAssigns = !B.Assigns.empty();
  bool HasReturns = !B.Returns.empty(), HasJoins = !B.Joins.empty(), HasViews = !B.Views.empty();
  bool HasPhases = !B.Phases.empty(), HasAnswers = !B.PhaseAnswers.empty();
  bool HasSuspensions = !B.Suspensions.empty(), HasCores = !B.Cores.empty();
  bool HasComputations = !B.Computations.empty(), HasComparisons = !B.Comparisons.empty();
  X.flags(HasCalls, HasAccesses, HasLocks, HasAssigns, HasReturns, HasViews, HasStores, HasStarts,
          HasHazards, HasComputations, HasJoins, HasCoreUses, HasSent, HasPhases, HasAnswers,
          HasSuspensions, HasCores, HasComparisons);
  listIf(X, HasAccesses, F.Accesses, [&](Access &A) { access(X, A); });
  listIf(X, HasCalls, F.Calls, [&](Call &C) { call(X, C); });
  listIf(X, HasStores, F.Stores, [&](PointerStore &S) { pointerStore(X, S); });
  listIf(X, HasStarts, F.Starts, [&](StartId &S) { X.start(S); });
  listIf(X, HasHazards, F.Hazards, [&](Hazard &H) { hazard(X, H); });
  listIf(X, HasCoreUses, F.CoreUses, [&](CoreUse &U) { coreUse(X, U); });
  listIf(X, HasSent, F.Sent, [&](StaleValue &V) { staleValue(X, V); });
  graph(X, B);
  listIf(X, HasLocks, B.Locks, [&](LockEvent &E) { lockEvent(X, E); });
  listIf(X, HasAssigns, B.Assigns, [&](AssignEvent &E) { assignEvent(X, E); });
  listIf(X, HasReturns, B.Returns, [&](ReturnEvent &E) { returnEvent(X, E); });
  listIf(X, HasJoins, B.Joins, [&](JoinEvent &E) { joinEvent(X, E); });
  listIf(X, HasViews, B.Views, [&](ViewEvent &E) { viewEvent(X, E); });
  listIf(X, HasPhases, B.Phases, [&](PhaseEvent &E) { phaseEvent(X, E); });
  listIf(X, HasAnswers, B.PhaseAnswers, [&](std::pair<PathId, uint32_t> &A) {
    X.path(A.first);
    X.somePhase(A.second);
  });
  listIf(X, HasSuspensions, B.Suspensions, [&](SuspendEvent &E) {
    X.place(E.At);
    X.flags(E.IsElsewhere);
  });
  listIf(X, HasCores, B.Cores, [&](CoreEvent &E) { coreEvent(X, E); });
  listIf(X, HasComputations, B.Computations, [&](Computation &C) {
    X.path(C.Key);
    X.list(C.From, [&](PathId &P) { X.path(P); });
  });
  listIf(X, HasComparisons, B.Comparisons, [&](Comparison &C) {
    X.path(C.Key);
    X.path(C.Of.One);
    X.path(C.Of.Other);
    X.flags(C.IsEqual);
  });
  X.place(B.Closing);
}

/// The entries of a map, in the order of its keys.
template <class Map> auto sortedEntries(const Map &M) {
  using Entry = std::pair<typename Map::key_type, typename Map::mapped_type>;
  std::vector<Entry> Sorted;
  for (const auto &E : M)
    Sorted.emplace_back(E.first, E.second);
  llvm::sort(Sorted, [](const Entry &A, const Entry &B) { return A.first < B.first; });
  return Sorted;
}

template <class Io> void openCall(Io &X, LoweredProgram::OpenCall &C) {
  X.someFunction(C.In);
  X.count(C.Call);
  X.symbol(C.Callee);
}

/// What belongs to no function.
struct UnitRecord {
  std::vector<Start> Starts;
  ThinVector<PointerStore> Stores;
  std::vector<std::pair<SymbolId, FunctionId>> Stored;     ///< in a pointer, a function
  std::vector<std::pair<SymbolId, FunctionId>> Overriders; ///< of a method
  std::vector<LoweredProgram::OpenCall> PointerCalls, VirtualCalls;
  std::vector<LoweredProgram::LevelOfLine> Levels;
  std::optional<int64_t> MainCore;
  std::vector<SymbolId> OwnLocks, FreshLocals;
  std::vector<std::pair<SymbolId, FunctionId>> FunctionOfLocal;
  using Sayings = std::vector<std::pair<SymbolId, LoweredProgram::Saying>>;
  Sayings CoreBound, PhaseBound, Guarded;
  bool HasManyCores = false;
  bool IsHosted = false;
};

template <class Io> void unit(Io &X, UnitRecord &R) {
  auto Pair = [&](std::pair<SymbolId, FunctionId> &P) {
    X.symbol(P.first);
    X.function(P.second);
  };
  auto Says = [&](std::pair<SymbolId, LoweredProgram::Saying> &P) {
    X.symbol(P.first);
    X.place(P.second.At);
    X.text(P.second.Text);
    X.text(P.second.Model);
  };
  auto Symbol = [&](SymbolId &S) { X.symbol(S); };
  bool HasMainCore = R.MainCore.has_value();
  bool HasStarts = !R.Starts.empty(), HasStores = !R.Stores.empty(), HasStored = !R.Stored.empty();
  bool HasOverriders = !R.Overriders.empty(), HasPointerCalls = !R.PointerCalls.empty();
  bool HasVirtualCalls = !R.VirtualCalls.empty(), HasLevels = !R.Levels.empty();
  bool HasOwnLocks = !R.OwnLocks.empty(), HasFreshLocals = !R.FreshLocals.empty();
  bool HasFunctionOfLocal = !R.FunctionOfLocal.empty(), HasCoreBound = !R.CoreBound.empty();
  bool HasPhaseBound = !R.PhaseBound.empty(), HasGuarded = !R.Guarded.empty();
  X.flags(R.HasManyCores, R.IsHosted, HasStarts, HasStored, HasFreshLocals, HasOwnLocks, HasStores,
          HasMainCore, HasPointerCalls, HasVirtualCalls, HasOverriders, HasLevels,
          HasFunctionOfLocal, HasCoreBound, HasPhaseBound, HasGuarded);
  if (HasMainCore)
    X.maybe(R.MainCore);
  listIf(X, HasStarts, R.Starts, [&](Start &S) { start(X, S); });
  listIf(X, HasStores, R.Stores, [&](PointerStore &S) { pointerStore(X, S); });
  listIf(X, HasStored, R.Stored, Pair);
  listIf(X, HasOverriders, R.Overriders, Pair);
  listIf(X, HasPointerCalls, R.PointerCalls, [&](LoweredProgram::OpenCall &C) { openCall(X, C); });
  listIf(X, HasVirtualCalls, R.VirtualCalls, [&](LoweredProgram::OpenCall &C) { openCall(X, C); });
  listIf(X, HasLevels, R.Levels, [&](LoweredProgram::LevelOfLine &L) {
    X.number(L.Line);
    X.text(L.Name);
    X.number(L.Level);
  });
  listIf(X, HasOwnLocks, R.OwnLocks, Symbol);
  listIf(X, HasFreshLocals, R.FreshLocals, Symbol);
  listIf(X, HasFunctionOfLocal, R.FunctionOfLocal, Pair);
  listIf(X, HasCoreBound, R.CoreBound, Says);
  listIf(X, HasPhaseBound, R.PhaseBound, Says);
  listIf(X, HasGuarded, R.Guarded, Says);
}

} // namespace ambit::records

#endif // AMBIT_FACTS_RECORDS_H
