//===- Conflicts.cpp ------------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "program/Conflicts.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/STLExtras.h"
#include <algorithm>

using namespace llvm;

namespace ambit {
namespace {

bool isDeclared(const Access &A) { return !A.Protections.empty(); }

const Protection *protectionOf(const Access &A, Protection::Kind K) {
  for (const Protection &P : A.Protections)
    if (P.What == K)
      return &P;
  return nullptr;
}

class Finder {
public:
  Finder(const Solution &S, const ConflictOptions &Options)
      : S(S), Options(Options), Paths(S.program().Paths), Target(S.program().Target) {}

  std::vector<Conflict> run() {
    collect();
    dropLoose();
    for (Site &A : Sites)
      ByObject[A.Object].push_back(&A);
    for (Site &A : Sites)
      if (isDeclared(*A.What))
        ByName[nameOf(A.Object)].push_back(&A);
    // Without its lock nothing else about an access matters.
    for (const Site &A : Sites)
      demandLock(A);
    for (auto &[Object, Group] : ordered(ByObject)) {
      pairUp(*Group, *Group);
      // What contains it; what leads to it is another object.
      for (PathId Inner = Object, Outer = Paths[Object].Parent;
           Outer && Paths[Inner].Kind != PathKind::Pointee;
           Inner = Outer, Outer = Paths[Outer].Parent)
        if (auto It = ByObject.find(Outer); It != ByObject.end())
          pairUp(*Group, It->second);
    }
    for (auto &[Name, Group] : ordered(ByName))
      pairDeclared(*Group);
    for (const Site &A : Sites)
      demandHandlersMasked(A);
    return std::move(Found);
  }

private:
  using Groups = DenseMap<uint64_t, std::vector<Site *>>;

  static std::vector<std::pair<uint64_t, std::vector<Site *> *>> ordered(Groups &G) {
    std::vector<std::pair<uint64_t, std::vector<Site *> *>> All;
    for (auto &[Key, Group] : G)
      All.push_back({Key, &Group});
    std::sort(All.begin(), All.end());
    return All;
  }

  const Context &contextOf(const Site &A) const { return S.contexts()[S.nodes()[A.At].Runs]; }
  ContextId runsOf(const Site &A) const { return S.nodes()[A.At].Runs; }

  bool isAnyElement(PathId P) const {
    for (; P; P = Paths[P].Parent)
      if (Paths[P].Kind == PathKind::SomeElement)
        return true;
    return false;
  }

  /// Whether \p P was chosen in a way that is not followed.
  bool isChosen(PathId P) const {
    return Paths.rootOf(P).Kind == PathKind::Temporary || isAnyElement(P);
  }

  /// Whether \p P is an object that two contexts would mean alike. What a function returns
  /// may be another object each time.
  bool isNamed(PathId P) const {
    return Paths.isAbsolute(P) && Paths.rootOf(P).Kind != PathKind::Result;
  }

  /// Whether the local that \p P starts from is of a call that \p A's own context made.
  bool isOwnLocal(const Site &A) const {
    const PathNode &Root = Paths.rootOf(A.Object);
    if (Root.Kind != PathKind::Local)
      return false;
    auto It = S.program().FunctionOfLocal.find(Root.Symbol);
    return It != S.program().FunctionOfLocal.end() && S.runsIn(It->second, runsOf(A));
  }

  /// The member or variable that \p P ends in, whatever it belongs to.
  uint64_t nameOf(PathId P) const {
    for (; P; P = Paths[P].Parent) {
      const PathNode &N = Paths[P];
      if (N.Kind == PathKind::Field || N.Kind == PathKind::Global || N.Kind == PathKind::Local)
        return 1ull << 40 | N.Symbol;
    }
    return 0;
  }

  /// Whether two declared objects could be one, for all that is known.
  bool mayBeSame(PathId A, PathId B) const {
    while (A && B) {
      if (A == B)
        return true;
      const PathNode &X = Paths[A], &Y = Paths[B];
      auto IsOpen = [](const PathNode &N) {
        return N.Kind == PathKind::Unknown || N.Kind == PathKind::Temporary ||
               N.Kind == PathKind::Result;
      };
      if (IsOpen(X) || IsOpen(Y))
        return true;
      bool IsElements = (X.Kind == PathKind::Element || X.Kind == PathKind::SomeElement) &&
                        (Y.Kind == PathKind::Element || Y.Kind == PathKind::SomeElement);
      if (IsElements) {
        if (X.Kind == PathKind::Element && Y.Kind == PathKind::Element && X.Index != Y.Index)
          return false;
      } else if (X.Kind != Y.Kind || X.Symbol != Y.Symbol || X.Index != Y.Index) {
        return X.Kind == PathKind::Pointee || Y.Kind == PathKind::Pointee;
      }
      A = X.Parent;
      B = Y.Parent;
    }
    return true;
  }

  void collect() {
    const Program &Graph = S.program();
    for (NodeId Id = 0; Id < S.nodes().size(); ++Id) {
      const Node &N = S.nodes()[Id];
      const Context &C = S.contexts()[N.Runs];
      if (C.What == Context::Init)
        continue;
      for (const Access &A : Graph.Functions[N.Function].Accesses) {
        if (!A.State.IsReached || !S.runsHere(A.State, C))
          continue;
        bool IsSaid = isDeclared(A);
        if (!IsSaid && C.What == Context::Unknown)
          continue;
        PathId Object = S.absolute(A.Object, N);
        if (!Object && IsSaid)
          Object = A.Object;
        if (!Object || (!IsSaid && (!isNamed(Object) || isAnyElement(Object) ||
                                    (Options.IsExempt && Options.IsExempt(Object)))))
          continue;
        Site X;
        X.At = Id;
        X.What = &A;
        X.Object = Object;
        PointState P = S.at(N, A.State);
        X.Holds = std::move(P.Holds);
        X.NotYet = std::move(P.NotYet);
        Sites.push_back(std::move(X));
      }
    }
  }

  /// What a pointer that changes leads to is a different object each time.
  void dropLoose() {
    // A pointer set before anybody else runs does not change for them.
    struct Use {
      SmallVector<ContextId, 4> Users; // each once
      unsigned Writes = 0;
    };
    DenseMap<PathId, Use> Uses;
    for (const Site &A : Sites) {
      Use &U = Uses[A.Object];
      if (!is_contained(U.Users, runsOf(A)))
        U.Users.push_back(runsOf(A));
      U.Writes += A.What->IsWrite;
    }
    DenseSet<PathId> Written;
    for (const Site &A : Sites)
      if (A.What->IsWrite && any_of(Uses[A.Object].Users, [&](ContextId B) {
            return (B != runsOf(A) || contextOf(A).IsMany) && !S.isAsleep(B, A.NotYet);
          }))
        Written.insert(A.Object);
    for (const auto &[Object, U] : Uses)
      if (U.Writes > 1)
        Written.insert(Object);
    std::erase_if(Sites, [&](const Site &A) {
      if (isDeclared(*A.What))
        return false;
      for (PathId P = A.Object; P; P = Paths[P].Parent)
        if (Paths[P].Kind == PathKind::Pointee && Written.contains(Paths[P].Parent))
          return true;
      return false;
    });
  }

  void say(Conflict::Kind What, const Site &At, const Site *Other, const Protection *Declared,
           bool IsParallel, Held Lock = {}) {
    // One finding per access.
    if (!Said.insert(At.What).second)
      return;
    Conflict C;
    C.What = What;
    C.First = At;
    if (Other)
      C.Second = *Other;
    C.Declared = Declared;
    C.IsParallel = IsParallel;
    C.Lock = Lock;
    Found.push_back(std::move(C));
  }

  //===--------------------------------------------------------------------===//
  // Locks by name
  //===--------------------------------------------------------------------===//

  /// Whether everybody else who touches the object sleeps yet.
  bool isAlone(const Site &A) const {
    auto It = ByObject.find(A.Object);
    bool HasOthers = false;
    for (const Site *B : It->second) {
      if (runsOf(*B) == runsOf(A) || contextOf(*B).Agent == contextOf(A).Agent)
        continue;
      HasOthers = true;
      if (!S.isAsleep(runsOf(*B), A.NotYet))
        return false;
    }
    return HasOthers;
  }

  void demandLock(const Site &A) {
    // Nobody else has what was made here.
    const PathNode &Root = Paths.rootOf(A.Object);
    if (A.What->IsUnderConstruction ||
        (Root.Kind == PathKind::Local && S.program().FreshLocals.contains(Root.Symbol) &&
         isOwnLocal(A)))
      return;
    const Protection *Guard = protectionOf(*A.What, Protection::GuardedBy);
    const Protection *Shared = protectionOf(*A.What, Protection::IsrSharedBy);
    for (const Protection *P : {Guard, Shared}) {
      if (!P)
        continue;
      const Node &N = S.nodes()[A.At];
      PathId Lock = S.absolute(P->Lock, N);
      const PathNode &LockNode = Paths[Lock];
      if (!Lock || Paths.rootOf(Lock).Kind == PathKind::Temporary)
        continue;
      bool IsMachine = LockNode.Kind == PathKind::Machine;
      // What masks handlers needs no help from them; a lock that others spin on does.
      bool IsMaskOnly = IsMachine || (P->LockIs && !keepsOutCores(*P->LockIs)) ||
                        (P->LockIs && isMask(*P->LockIs) && !Target.HasManyCores);
      if (contextOf(A).What == Context::Isr && IsMaskOnly && (IsMachine || P == Shared))
        continue;
      const Held *Instead = nullptr;
      bool IsHeld = false;
      for (const Held &H : A.Holds) {
        if (H.IsShared && A.What->IsWrite)
          continue; // for readers
        // A lock chosen at run time may be the one.
        IsHeld |= H.Lock == Lock || (isChosen(H.Lock) && mayBeSame(H.Lock, Lock)) ||
                  (IsMachine && masksAll(H.Kind) &&
                   LockNode.Index == static_cast<int64_t>(MachineLock::Irq));
        if (!Instead && IsMachine)
          Instead = &H;
      }
      if (IsHeld || isAlone(A))
        continue;
      if (Instead)
        say(Conflict::Weak, A, nullptr, P, false, *Instead);
      else
        say(Conflict::NoLock, A, nullptr, P, false);
    }
  }

  /// Shared with handlers, says the declaration; the unit need not show them.
  void demandHandlersMasked(const Site &A) {
    const Protection *P = protectionOf(*A.What, Protection::IsrShared);
    if (!P || A.What->IsAtomic || A.What->IsUnderConstruction || A.What->IsSigAtomic)
      return;
    if (contextOf(A).What == Context::Isr)
      return;
    for (const Site *B : ByName[nameOf(A.Object)])
      if (contextOf(*B).What == Context::Isr && mayBeSame(A.Object, B->Object))
        return; // a handler is seen: what conflicts with it has been said
    // A declared type whose object is somebody's own, as of yet, is shared with nobody.
    if (Paths.rootOf(A.Object).Kind == PathKind::Local)
      return;
    if (any_of(A.Holds, [](const Held &H) { return isMask(H.Kind) || H.Kind == LockKind::Line; }))
      return;
    if (hasHandlersOf(P->Of))
      return; // of other parts of it
    if (!Said.insert(A.What).second)
      return;
    Conflict C;
    C.What = A.Holds.empty() ? Conflict::NotExcluded : Conflict::Weak;
    C.First = A;
    C.Declared = P;
    C.IsFromAnyHandler = true;
    if (!A.Holds.empty())
      C.Lock = A.Holds.front();
    Found.push_back(std::move(C));
  }

  bool hasHandlersOf(SymbolId Declared) {
    if (HandlersKnown.empty())
      for (const Site &B : Sites)
        if (contextOf(B).What == Context::Isr)
          for (const Protection &P : B.What->Protections)
            HandlersKnown.insert(P.Of);
    return HandlersKnown.contains(Declared);
  }

  //===--------------------------------------------------------------------===//
  // Pairs
  //===--------------------------------------------------------------------===//

  /// Sites that differ only in their place count once more as others.
  std::vector<Site *> thinned(const std::vector<Site *> &Group) const {
    constexpr size_t Enough = 64;
    if (Group.size() <= Enough)
      return Group;
    std::vector<Site *> Few;
    std::map<std::tuple<ContextId, LockSet, unsigned, StartSet>, unsigned> Seen;
    for (Site *A : Group) {
      unsigned Flags = A->What->IsWrite | A->What->IsRead << 1 | A->What->IsAtomic << 2 |
                       A->What->IsVolatile << 3 | A->What->IsWide << 4;
      if (Seen[{runsOf(*A), A->Holds, Flags, A->NotYet}]++ == 0)
        Few.push_back(A);
    }
    return Few;
  }

  void pairUp(const std::vector<Site *> &Mine, const std::vector<Site *> &Others) {
    // One context that is alone, and readers only, are the rule.
    bool HasWrite = any_of(Others, [](const Site *B) { return B->What->IsWrite; }) ||
                    any_of(Mine, [](const Site *A) { return A->What->IsWrite; });
    if (!HasWrite)
      return;
    ContextId First = runsOf(*Mine.front());
    if (!S.contexts()[First].IsMany &&
        all_of(Mine, [&](const Site *A) { return runsOf(*A) == First; }) &&
        all_of(Others, [&](const Site *B) { return runsOf(*B) == First; }))
      return;
    std::vector<Site *> Few = thinned(Others);
    for (Site *A : Mine)
      for (Site *B : Few)
        pair(*A, *B);
    if (&Mine != &Others) {
      std::vector<Site *> FewMine = thinned(Mine);
      for (Site *B : Others)
        for (Site *A : FewMine)
          pair(*B, *A);
    }
  }

  void pairDeclared(const std::vector<Site *> &Group) {
    std::vector<Site *> Few = thinned(Group);
    for (Site *A : Group)
      for (Site *B : Few)
        if (A->Object != B->Object && mayBeSame(A->Object, B->Object))
          pair(*A, *B);
  }

  /// Whether \p A can run while the context of \p B does.
  bool isAwake(const Site &A, const Site &B) const {
    ContextId Other = runsOf(B);
    if (S.isAsleep(Other, A.NotYet))
      return false;
    if (!A.What->IsUnderConstruction)
      return true;
    // Nobody has the object before its constructor hands it out.
    return any_of(A.What->State.Started, [&](StartId Id) {
      return S.contexts()[Other].StartedAt == S.program().Starts[Id].At;
    });
  }

  /// \p P, which starts with \p From, as if it started with \p To; 0 if it does not.
  PathId rebased(PathId P, PathId From, PathId To) const {
    if (P == From)
      return To;
    const PathNode N = Paths[P];
    PathId Parent = N.Parent ? rebased(N.Parent, From, To) : 0;
    return Parent ? S.program().Paths.get(N.Kind, Parent, N.Symbol, N.Index) : 0;
  }

  static bool isSameStep(const PathNode &X, const PathNode &Y) {
    auto IsElement = [](const PathNode &N) {
      return N.Kind == PathKind::Element || N.Kind == PathKind::SomeElement;
    };
    return (X.Kind == PathKind::Field && Y.Kind == PathKind::Field && X.Symbol == Y.Symbol) ||
           (IsElement(X) && IsElement(Y));
  }

  /// \p Lock, held at an access to \p Theirs, as if that were \p Ours: with the nearest thing that
  /// both objects are parts of in the same way, and that the lock is reached from. 0 if there is
  /// none.
  PathId asIfOf(PathId Lock, PathId Theirs, PathId Ours) const {
    while (Theirs && Ours && Theirs != Ours && isSameStep(Paths[Theirs], Paths[Ours])) {
      Theirs = Paths[Theirs].Parent;
      Ours = Paths[Ours].Parent;
      if (Theirs && Ours && Theirs != Ours)
        if (PathId Same = rebased(Lock, Theirs, Ours))
          return Same;
    }
    return 0;
  }

  /// The locks that \p B holds, in terms of the object of \p A: where two objects may be one,
  /// so may the locks that are reached from them in the same way.
  LockSet asOf(const Site &B, const Site &A) const {
    LockSet Holds = B.Holds;
    for (Held &H : Holds)
      if (PathId Same = asIfOf(H.Lock, B.Object, A.Object))
        H.Lock = Same;
    llvm::sort(Holds);
    return Holds;
  }

  /// Whether \p A waits, by taking a lock, for the function of \p B, which gives that lock back
  /// without having taken it: a signal that comes after what it tells of.
  bool hasWaitedFor(const Site &A, const Site &B) const {
    const Node &N = S.nodes()[B.At];
    const Function &F = S.program().Functions[N.Function];
    auto Wakes = [&](PathId Lock) {
      auto Gives = [&](const LocalState &State) {
        return any_of(State.Released, [&](PathId P) { return S.absolute(P, N) == Lock; });
      };
      return any_of(F.Accesses, [&](const Access &X) { return Gives(X.State); }) ||
             any_of(F.Calls, [&](const Call &C) { return Gives(C.State); });
    };
    return any_of(A.Holds, [&](const Held &H) {
      return mayBlock(H.Kind) &&
             none_of(B.Holds, [&](const Held &O) { return O.Lock == H.Lock; }) && Wakes(H.Lock);
    });
  }

  /// Says at \p A what \p B does to it; the other direction is another call.
  void pair(const Site &A, const Site &B) {
    const Access &X = *A.What, &Y = *B.What;
    // Each call has locals of its own.
    if (isOwnLocal(A) && isOwnLocal(B))
      return;
    if ((!X.IsWrite && !Y.IsWrite) || (X.IsAtomic && Y.IsAtomic))
      return;
    const Context &Mine = contextOf(A), &Other = contextOf(B);
    bool IsSaid = isDeclared(X);
    if ((Mine.What == Context::Unknown || Other.What == Context::Unknown) &&
        !(IsSaid && isDeclared(Y)))
      return;
    if ((Mine.IsSignal || Other.IsSignal) && (X.IsSigAtomic || Y.IsSigAtomic))
      return;
    Overlap O = overlapOf(Mine, Other, Target);
    if (!O.any() || !isAwake(A, B) || !isAwake(B, A))
      return;
    if (hasWaitedFor(A, B) || hasWaitedFor(B, A))
      return;
    const Protection *Declared = IsSaid ? &X.Protections.front() : nullptr;
    // Whole words of volatile are not torn; what nobody declared is given that.
    bool IsUpdate = X.IsRead && X.IsWrite;
    // An update loses only what somebody else writes.
    bool IsWhole = X.IsVolatile && !X.IsWide && !(IsUpdate && Y.IsWrite) && !IsSaid;
    LockSet Theirs = asOf(B, A);
    bool IsPreempted =
        O.SecondPreempts && !excludesPreemption(Mine, A.Holds, Other, Theirs, Paths) && !IsWhole;
    bool IsRaced = O.IsParallel && !excludesParallel(A.Holds, Theirs) &&
                   !(IsWhole && !(Y.IsRead && Y.IsWrite));
    // Locks that nobody can name may be one.
    auto HasChosen = [&](const LockSet &Holds) {
      return any_of(Holds, [&](const Held &H) { return isChosen(H.Lock); });
    };
    if (HasChosen(A.Holds) && HasChosen(B.Holds) && Mine.What != Context::Isr &&
        Other.What != Context::Isr)
      return;
    bool AmIsr = Mine.What == Context::Isr, IsOtherIsr = Other.What == Context::Isr;
    if (IsPreempted && IsOtherIsr && !O.IsParallel) {
      // Of two handlers whose levels nobody stated each may be the lower one.
      tell(A, B, Declared, false);
      return;
    }
    auto IsAdequate = [](const LockSet &Holds) {
      return any_of(Holds, [](const Held &H) { return keepsOutCores(H.Kind); });
    };
    bool AmGood = IsAdequate(A.Holds), IsOtherGood = IsAdequate(B.Holds);
    if (IsRaced) {
      if (IsWhole && !IsUpdate)
        return; // said at the update
      if (AmGood && !IsOtherGood)
        return; // said there
      if (!AmGood && IsOtherGood) {
        tell(A, B, Declared, true);
        return;
      }
      if (X.IsWrite)
        tell(A, B, Declared, true);
      return;
    }
    if (!IsPreempted)
      return;
    if (IsOtherIsr) {
      tell(A, B, Declared, false);
      return;
    }
    if (AmIsr)
      return;
    // Two threads of one core: the lower priority is the one that is interrupted.
    if (Mine.Level && Other.Level && *Mine.Level != *Other.Level) {
      if (*Mine.Level < *Other.Level)
        tell(A, B, Declared, false);
      return;
    }
    bool AmCovered = !A.Holds.empty() && any_of(A.Holds, [](const Held &H) {
      return keepsOutThreads(H.Kind) || keepsOutCores(H.Kind);
    });
    bool IsOtherCovered = !B.Holds.empty() && any_of(B.Holds, [](const Held &H) {
      return keepsOutThreads(H.Kind) || keepsOutCores(H.Kind);
    });
    if (AmCovered && !IsOtherCovered)
      return;
    if (X.IsWrite || IsOtherCovered)
      tell(A, B, Declared, false);
  }

  void tell(const Site &A, const Site &B, const Protection *Declared, bool IsParallel) {
    const Context &Other = contextOf(B);
    // A lock of another instance is no weaker kind.
    bool IsKindGood = any_of(A.Holds, [&](const Held &H) {
      return IsParallel ? keepsOutCores(H.Kind)
                        : (Other.What != Context::Isr && keepsOutCores(H.Kind));
    });
    if (!A.Holds.empty() && !IsKindGood)
      say(Conflict::Weak, A, &B, Declared, IsParallel, A.Holds.front());
    else
      say(Conflict::NotExcluded, A, &B, Declared, IsParallel);
  }

  const Solution &S;
  const ConflictOptions &Options;
  const PathTable &Paths;
  const Machine &Target;
  std::vector<Site> Sites;
  Groups ByObject, ByName;
  DenseSet<const Access *> Said;
  DenseSet<SymbolId> HandlersKnown;
  std::vector<Conflict> Found;
};

} // namespace

std::vector<Conflict> findConflicts(const Solution &S, const ConflictOptions &Options) {
  return Finder(S, Options).run();
}

std::vector<MissedDemand> findMissedDemands(const Solution &S) {
  std::vector<MissedDemand> Found;
  Program &Graph = S.program();
  DenseSet<std::pair<PlaceId, const Demand *>> Said;
  for (NodeId Id = 0; Id < S.nodes().size(); ++Id) {
    const Node &N = S.nodes()[Id];
    const Context &C = S.contexts()[N.Runs];
    if (C.What == Context::Init)
      continue;
    for (const Call &Called : Graph.Functions[N.Function].Calls) {
      if (!Called.State.IsReached || Called.Targets.size() != 1)
        continue;
      const Function &Callee = Graph.Functions[Called.Targets.front()];
      if (Callee.Requires.empty())
        continue;
      PointState P = S.at(N, Called.State);
      Bindings Given;
      for (PathId G : Called.Given)
        Given.push_back(G ? S.absolute(G, N) : 0);
      for (const Demand &D : Callee.Requires) {
        PathId Lock = Graph.Paths.substitute(D.Lock.Lock, Given);
        if (!Lock || Graph.Paths.rootOf(Lock).Kind == PathKind::Temporary)
          continue;
        bool IsIrq = Graph.Paths[Lock].Kind == PathKind::Machine &&
                     Graph.Paths[Lock].Index == static_cast<int64_t>(MachineLock::Irq);
        if (any_of(P.Holds,
                   [&](const Held &H) { return H.Lock == Lock || (IsIrq && masksAll(H.Kind)); }))
          continue;
        if (IsIrq && C.What == Context::Isr)
          continue;
        if (!Said.insert({Called.At, &D}).second)
          continue;
        MissedDemand M;
        M.At = Id;
        M.CalledAt = Called.At;
        M.Callee = Called.Targets.front();
        M.What = &D;
        if (IsIrq && !P.Holds.empty())
          M.Weaker = P.Holds.front();
        Found.push_back(std::move(M));
      }
    }
  }
  return Found;
}

} // namespace ambit
