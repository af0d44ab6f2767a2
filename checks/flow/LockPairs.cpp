//===- LockPairs.cpp ------------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Which of the imbalances of a unit are none: one half of a pair of functions, a lock
// that is a signal rather than a lock, the inside of a lock. What a lock is called and
// what other functions of the unit do to it decides.
//
// In `void start(void) { lock(&m); }` m is left held on every path. It is half of a
// pair if the unit has `void stop(void) { unlock(&m); }`, or if it is named
// `bus_lock`; else it is forgotten.
//
//===----------------------------------------------------------------------===//

#include "flow/FunctionNames.h"
#include "flow/SolvedProgram.h"
#include "program/CallSites.h"
#include <map>
#include <set>

using namespace llvm;

namespace ambit {

namespace {

/// A lock as two functions would both know it: by its member, variable or kind.
struct LockName {
  enum Kind : uint8_t { None, Declared, OfMachine, OfParameter };
  Kind What = None;
  int64_t Number = 0; ///< the symbol, or which of the machine
  bool operator<(const LockName &O) const {
    return std::tie(What, Number) < std::tie(O.What, O.Number);
  }
};

using LockNames = std::set<LockName>;

/// What a function does to locks, on whatever path.
struct Habits {
  LockNames Takes;
  LockNames Waits; ///< takes without a try
  LockNames Gives;
};

class Pairs {
public:
  Pairs(LoweredProgram &Low, const ProgramNames &Names, const std::vector<Summary> &Summaries)
      : Low(Low), Names(Names), Paths(Low.Graph.Paths), Summaries(Summaries), Callers(Low.Graph) {
    for (FunctionId F = 0; F < Summaries.size(); ++F)
      readHabits(F);
    readHeldAtCalls();
    readSummaries();
  }

  bool isNone(FunctionId In, const Imbalance &I) const;

private:
  LockName nameOf(PathId P) const;
  const Habits &does(FunctionId F) const {
    static const Habits None;
    auto It = Does.find(F);
    return It == Does.end() ? None : It->second;
  }
  void readHabits(FunctionId F);
  void readHeldAtCalls();
  void readSummaries();
  bool isPartOfLock(FunctionId In) const;
  bool isSignal(FunctionId In, const Imbalance &I, const LockName &Name) const;
  bool isGivenByDestructor(const LoweredFunction &F, const LockName &Name) const;
  bool givesOnlyOthers(FunctionId In, const LockName &Name) const;
  bool isHandedOver(FunctionId In, const LockName &Name) const;
  unsigned timesHeld(FunctionId F, const LockName &Name) const {
    auto It = HeldAtCalls.find(F);
    if (It == HeldAtCalls.end())
      return 0;
    auto Times = It->second.find(Name);
    return Times == It->second.end() ? 0 : Times->second;
  }
  bool callerGives(FunctionId F, const LockName &Name) const {
    return any_of(Callers.of(F),
                  [&](const CallSite &C) { return does(C.Caller).Gives.count(Name) != 0; });
  }
  bool allCallersGive(FunctionId F, const LockName &Name) const {
    ArrayRef<CallSite> Calls = Callers.of(F);
    return !Calls.empty() &&
           all_of(Calls, [&](const CallSite &C) { return does(C.Caller).Gives.count(Name) != 0; });
  }
  bool calleeTakes(FunctionId F, const LockName &Name) const {
    return any_of(Low.Graph.Functions[F].Calls, [&](const Call &C) {
      return any_of(C.Targets, [&](FunctionId T) { return does(T).Takes.count(Name) != 0; });
    });
  }
  /// Whether the unit sees everybody who takes or gives \p Name, which is a lock by its type.
  bool isOfUnit(const LockName &Name) const {
    return Name.What == LockName::Declared && Low.OwnLocks.contains(Name.Number);
  }

  /// What \p F is called; empty if it is named for its class.
  std::string nameOf(const LoweredFunction &F) const {
    return F.IsConstructor || F.IsDestructor ? std::string()
                                             : Names.name(Low.Graph.Functions[F.Id].Name);
  }

  LoweredProgram &Low;
  const ProgramNames &Names;
  PathTable &Paths;
  const std::vector<Summary> &Summaries;
  DenseMap<FunctionId, Habits> Does; ///< of functions that do something
  CallSites Callers;
  LockNames Taken, Given;         ///< by functions that do it on every path
  LockNames Signalled;            ///< likewise given, by a function not named for it
  LockNames HalfTaken, HalfGiven; ///< by functions that do not do the other
  LockNames TakenByAny;           ///< on whatever path
  /// In how many of the calls of a function the caller holds a lock.
  DenseMap<FunctionId, std::map<LockName, unsigned>> HeldAtCalls;
  DenseSet<SymbolId> Raii;                    ///< classes whose constructor takes a lock
  DenseMap<SymbolId, FunctionId> Destructors; ///< by class: the first
};

LockName Pairs::nameOf(PathId P) const {
  for (; P; P = Paths[P].Parent) {
    const PathNode &N = Paths[P];
    if (N.Kind == PathKind::Field || N.Kind == PathKind::Global || N.Kind == PathKind::Local ||
        N.Kind == PathKind::Result)
      return {LockName::Declared, N.Symbol};
    if (N.Kind == PathKind::Machine)
      return {LockName::OfMachine, N.Index};
    if (N.Kind == PathKind::Parameter)
      return {LockName::OfParameter, 0};
  }
  return {};
}

void Pairs::readHabits(FunctionId F) {
  Habits Mine;
  for (const LockEvent &E : Low.Functions[F].Locks) {
    LockName Name = nameOf(E.Lock.Lock);
    if (E.What == LockEvent::Acquire || E.What == LockEvent::Try)
      Mine.Takes.insert(Name);
    if (E.What == LockEvent::Acquire)
      Mine.Waits.insert(Name);
    if (E.What == LockEvent::Release || E.What == LockEvent::Restore)
      Mine.Gives.insert(Name);
  }
  for (const Call &C : Low.Graph.Functions[F].Calls) {
    if (C.Targets.size() != 1 || C.Targets.front() >= Summaries.size())
      continue;
    const Summary &S = Summaries[C.Targets.front()];
    for (const Summary::Taken &T : S.Takes) {
      Mine.Takes.insert(nameOf(Paths.substitute(T.Lock.Lock, C.Given)));
      Mine.Waits.insert(nameOf(Paths.substitute(T.Lock.Lock, C.Given)));
    }
    for (const Summary::Try &T : S.Tries)
      Mine.Takes.insert(nameOf(Paths.substitute(T.Lock.Lock, C.Given)));
    for (const Summary::Given &G : S.Gives)
      Mine.Gives.insert(nameOf(Paths.substitute(G.Lock.Lock, C.Given)));
  }
  TakenByAny.insert(Mine.Takes.begin(), Mine.Takes.end());
  for (const LockName &Name : Mine.Takes)
    if (!Mine.Gives.count(Name))
      HalfTaken.insert(Name);
  for (const LockName &Name : Mine.Gives)
    if (!Mine.Takes.count(Name))
      HalfGiven.insert(Name);
  if (!Mine.Takes.empty() || !Mine.Gives.empty())
    Does[F] = std::move(Mine);
}

void Pairs::readHeldAtCalls() {
  for (FunctionId F = 0; F < Low.Graph.Functions.size(); ++F)
    for (const Call &C : Low.Graph.Functions[F].Calls)
      for (FunctionId T : C.Targets) {
        LockNames Held;
        for (const ambit::Held &H : C.State->Holds)
          Held.insert(nameOf(H.Lock));
        for (const LockName &Name : Held)
          ++HeldAtCalls[T][Name];
      }
}

void Pairs::readSummaries() {
  for (FunctionId F = 0; F < Summaries.size(); ++F) {
    const Summary &S = Summaries[F];
    for (const Summary::Taken &T : S.Takes)
      Taken.insert(nameOf(T.Lock.Lock));
    for (const Summary::Try &T : S.Tries)
      Taken.insert(nameOf(T.Lock.Lock));
    for (const Summary::Given &G : S.Gives) {
      LockName Name = nameOf(G.Lock.Lock);
      Given.insert(Name);
      // One named `unlock` is half of a pair; any other wakes somebody up, or ends what the
      // lock is in.
      if (!saysLock(nameOf(Low.Functions[F])))
        Signalled.insert(Name);
    }
    if (Low.Functions[F].IsConstructor && !S.Takes.empty())
      Raii.insert(Low.Functions[F].Class);
    // A function that only takes, on whatever paths, leaves the giving to others.
    const LoweredFunction &Body = Low.Functions[F];
    if (Body.IsBranching && Low.Graph.Functions[F].IsExternal)
      for (const LockName &Name : does(F).Takes)
        if (Name.What == LockName::Declared && !does(F).Gives.count(Name))
          Taken.insert(Name);
    if (Body.IsDestructor)
      Destructors.try_emplace(Body.Class, F);
  }
}

/// Whether the function is there for locks alone: it is one, or part of those only.
bool Pairs::isPartOfLock(FunctionId In) const {
  if (Low.Functions[In].IsLock)
    return true;
  ArrayRef<CallSite> By = Callers.of(In);
  return !Low.Graph.Functions[In].IsExternal && !By.empty() &&
         all_of(By, [&](const CallSite &C) { return Low.Functions[C.Caller].IsLock; });
}

/// Whether no way leads from where \p In takes \p Name to where it gives it: it tells others by it
/// then, and is told by them.
bool Pairs::givesOnlyOthers(FunctionId In, const LockName &Name) const {
  const LoweredFunction &F = Low.Functions[In];
  std::vector<bool> HasTaken(F.Blocks.size());
  bool Gives = false;
  auto Walk = [&](unsigned B, bool Has) -> std::optional<bool> {
    for (uint32_t I = F.Blocks[B].Begin; I < F.Blocks[B].End; ++I) {
      if (F.Events[I].What != Event::Lock)
        continue;
      const LockEvent &E = F.Locks[F.Events[I].Index];
      if (const LockName Its = nameOf(E.Lock.Lock); Its < Name || Name < Its)
        continue;
      Has |= E.What == LockEvent::Acquire || E.What == LockEvent::Try;
      if (E.What == LockEvent::Release && Has)
        return std::nullopt;
      Gives |= E.What == LockEvent::Release;
    }
    return Has;
  };
  for (bool HasChanged = true; HasChanged;) {
    HasChanged = false;
    for (unsigned B : F.Order) {
      std::optional<bool> Has = Walk(B, HasTaken[B]);
      if (!Has)
        return false;
      for (const Edge &E : F.Blocks[B].Edges)
        if (*Has && E.Next >= 0 && !HasTaken[E.Next])
          HasChanged = HasTaken[E.Next] = true;
    }
  }
  return Gives;
}

/// Of a lock that anyone may give back: whether somebody else wakes, or is woken up.
bool Pairs::isSignal(FunctionId In, const Imbalance &I, const LockName &Name) const {
  const Habits &Mine = does(In);
  switch (I.What) {
  case Imbalance::Left:
    return !Mine.Gives.count(Name) || givesOnlyOthers(In, Name); // it waits
  case Imbalance::GivenAway:
    return !Mine.Waits.count(Name); // it wakes
  case Imbalance::Twice:
    return !isOfUnit(Name) || HalfGiven.count(Name) || HalfGiven.count({LockName::OfParameter, 0});
  default:
    return false;
  }
}

/// Whether the class of \p F has a destructor that gives \p Name back, perhaps as a flag says.
/// A constructor may know the lock by the parameter that it keeps.
bool Pairs::isGivenByDestructor(const LoweredFunction &F, const LockName &Name) const {
  if (!F.Class || F.IsDestructor)
    return false;
  auto Known = Destructors.find(F.Class);
  if (Known == Destructors.end())
    return false;
  const Habits &Its = does(Known->second);
  bool IsKept = F.IsConstructor && Name.What == LockName::OfParameter;
  return any_of(Its.Gives, [&](const LockName &Given) {
    return !Its.Takes.count(Given) && (IsKept || (!(Given < Name) && !(Name < Given)));
  });
}

/// Whether \p In has started somebody who gives the lock \p Name back: it is a signal then.
bool Pairs::isHandedOver(FunctionId In, const LockName &Name) const {
  return any_of(Low.Graph.Functions[In].Starts, [&](StartId Id) {
    FunctionId T = Low.Graph.Starts[Id].Target;
    if (T == NoFunction)
      return false;
    return any_of(does(T).Gives, [&](const LockName &Given) {
      bool IsSame = Given.What == LockName::OfParameter || (!(Given < Name) && !(Name < Given));
      return IsSame && !does(T).Takes.count(Given);
    });
  });
}

bool Pairs::isNone(FunctionId In, const Imbalance &I) const {
  const LoweredFunction &F = Low.Functions[In];
  LockName Name = nameOf(I.Lock.Lock);
  if (I.What == Imbalance::Left && !I.IsThrown && isGivenByDestructor(F, Name))
    return true;
  if (I.What == Imbalance::Twice && isHandedOver(In, Name))
    return true;
  if (isPartOfLock(In) || F.IsUnjudged)
    return true;
  bool IsEveryPath = I.IsWholeFunction && !I.IsOnSomePath;
  if (I.IsSignalLike && (IsEveryPath || isSignal(In, I, Name)))
    return true;
  // A lock starts free.
  if (I.What == Imbalance::GivenAway && I.IsWholeFunction && saysInit(nameOf(F)))
    return true;
  // A lock of one call, still held when the call ends, was somebody's signal.
  if (Paths[I.Lock.Lock].Kind == PathKind::Local && I.What == Imbalance::Left)
    return true;
  // A lock that one function takes and another gives back is handed over, or a signal.
  bool IsGiven = I.What == Imbalance::GivenAway;
  if (Name.What == LockName::Declared && I.What != Imbalance::Excluded &&
      (IsGiven ? Taken.count(Name) : Signalled.count(Name)))
    return true;
  const Habits &Mine = does(In);
  bool IsHalf = IsGiven ? !Mine.Takes.count(Name) : !Mine.Gives.count(Name);
  bool HasHalf = IsGiven ? HalfTaken.count(Name) != 0 : HalfGiven.count(Name) != 0;
  if (!IsEveryPath || I.IsConditional) {
    // Under a condition, and so is the other half.
    bool IsEnd = IsGiven || I.What == Imbalance::Left;
    bool IsHeld = IsGiven && timesHeld(In, Name);
    if (IsEnd && IsHalf && !IsHeld && (HasHalf || saysLock(nameOf(F))))
      return true;
    // Its result may tell them, too.
    if (I.What == Imbalance::Left && !Low.Graph.Functions[In].IsExternal && !F.ReturnsNothing &&
        allCallersGive(In, Name))
      return true;
    if (IsGiven && calleeTakes(In, Name))
      return true;
    if (!I.IsWholeFunction)
      return false;
  }
  if (Name.What == LockName::OfParameter || Name.What == LockName::None)
    return true; // a wrapper, whatever the lock
  // Who is called by a pointer alone gives back for who handed that out, as where a thread ends.
  if (IsGiven && IsEveryPath && !Low.Graph.Functions[In].IsExternal &&
      !Low.Graph.Functions[In].IsEntry && Callers.of(In).empty() && TakenByAny.count(Name))
    return true;
  bool HasPair = IsGiven ? Taken.count(Name) != 0 : Given.count(Name) != 0;
  // It gives back for those who call it, or they give back for it.
  if (IsGiven ? IsEveryPath && timesHeld(In, Name) : callerGives(In, Name))
    return true;
  if (I.IsConditional)
    return HasPair;
  // Named for what it does, its other half may be anywhere.
  if (saysLock(nameOf(F)) || F.IsConstructor || F.IsDestructor)
    return true;
  // A holder that its constructor made may give back early.
  if (F.Class && Raii.contains(F.Class))
    return true;
  return HasPair;
}

} // namespace

void SolvedProgram::dropPairs() {
  if (Imbalances.empty())
    return;
  Pairs Known(Low, Names, Summaries);
  llvm::erase_if(Imbalances, [&](const FoundImbalance &I) { return Known.isNone(I.In, I.What); });
}

} // namespace ambit
