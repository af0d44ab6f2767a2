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
    classify();
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
  FunctionId functionOf(const Site &A) const { return S.nodes()[A.At].Function; }

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
  /// may be another object each time. What nobody is seen to call got its objects once, for
  /// itself and for those that it gives them to.
  bool isNamed(PathId P) const {
    const PathNode &Root = Paths.rootOf(P);
    if (Root.Kind == PathKind::Unknown)
      return Assumed.contains(Root.Symbol);
    return Paths.isAbsolute(P) && Root.Kind != PathKind::Result;
  }

  /// Whether \p Object is part of a local of a call that context \p C itself made.
  bool isLocalOf(ContextId C, PathId Object) const {
    const PathNode &Root = Paths.rootOf(Object);
    if (Root.Kind != PathKind::Local)
      return false;
    auto It = S.program().FunctionOfLocal.find(Root.Symbol);
    return It != S.program().FunctionOfLocal.end() && S.runsIn(It->second, C);
  }

  /// Whether \p A is at a local of its own activation, of which the thread of \p B gets that of
  /// the activation that starts it, and this one has not.
  bool isBeforeStartOf(const Site &B, const Site &A) const {
    const PathNode &Root = Paths.rootOf(A.Object);
    if (Root.Kind != PathKind::Local)
      return false;
    auto In = S.program().FunctionOfLocal.find(Root.Symbol);
    if (In == S.program().FunctionOfLocal.end() || S.nodes()[A.At].Function != In->second)
      return false;
    return any_of(S.program().Functions[In->second].Starts, [&](StartId Id) {
      const Start &Site = S.program().Starts[Id];
      return Site.What == Start::Body && Site.At && Site.At == contextOf(B).StartedAt &&
             !is_contained(A.What->State->Started, Id);
    });
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
    for (const Context &C : S.contexts())
      if (C.IsAssumed)
        Assumed.insert(C.Entry);
    for (NodeId Id = 0; Id < S.nodes().size(); ++Id) {
      const Node &N = S.nodes()[Id];
      const Context &C = S.contexts()[N.Runs];
      if (C.What == Context::Init)
        continue;
      for (const Access &A : Graph.Functions[N.Function].Accesses) {
        if (!A.State->IsReached || !runsHere(A.State, C))
          continue;
        bool IsSaid = isDeclared(A);
        if (!IsSaid &&
            (C.What == Context::Unknown || S.isDead(N.Runs) || !N.isSpokenOf(Options.TakesGuesses)))
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
        X.IsOwnLocal = isLocalOf(N.Runs, Object);
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
  bool isAlone(const Site &A) {
    auto [It, IsNew] = Alone.try_emplace(classOf(A), false);
    if (!IsNew)
      return It->second;
    DenseSet<ContextId> Users;
    for (const Site *B : ByObject.find(A.Object)->second)
      Users.insert(runsOf(*B));
    return It->second = S.isAlone(runsOf(A), A.NotYet, Users);
  }

  void demandLock(const Site &A) {
    // Nobody else has what was made here.
    const PathNode &Root = Paths.rootOf(A.Object);
    if (A.What->IsUnderConstruction ||
        (Root.Kind == PathKind::Local && S.program().FreshLocals.contains(Root.Symbol) &&
         A.IsOwnLocal))
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
    if (!P || (A.What->IsAtomic && !A.What->IsWide) || A.What->IsUnderConstruction ||
        A.What->IsSigAtomic)
      return;
    if (contextOf(A).What == Context::Isr)
      return;
    for (PathId Object : handledUnder(nameOf(A.Object)))
      if (mayBeSame(A.Object, Object))
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

  /// The declared objects of that name that handlers touch.
  const DenseSet<PathId> &handledUnder(uint64_t Name) {
    auto [It, IsNew] = Handled.try_emplace(Name);
    if (IsNew)
      for (const Site *B : ByName[Name])
        if (contextOf(*B).What == Context::Isr)
          It->second.insert(B->Object);
    return It->second;
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

  /// Gives one number to the sites that differ only in their place: whatever holds of a pair with
  /// one of them holds with each.
  void classify() {
    using Likeness =
        std::tuple<PathId, ContextId, unsigned, LockSetId, uint32_t, uint32_t, uint32_t, uint32_t>;
    // What it is behind says when its function runs.
    std::map<std::pair<Likeness, FunctionId>, unsigned> Known;
    std::map<StartSet, uint32_t> KnownStarts;
    std::map<std::vector<PathId>, uint32_t> KnownPaths;
    LockSets KnownLocks;
    auto NumberOf = [](auto &Known, const auto &Set) -> uint32_t {
      return Set.empty() ? 0 : Known.try_emplace(Set, Known.size() + 1).first->second;
    };
    ClassOf.reserve(Sites.size());
    for (const Site &A : Sites) {
      const Access &X = *A.What;
      unsigned Flags = X.IsWrite | X.IsRead << 1 | X.IsAtomic << 2 | X.IsVolatile << 3 |
                       X.IsWide << 4 | X.IsSigAtomic << 5 | X.IsUnderConstruction << 6 |
                       isDeclared(X) << 7;
      Likeness L{
          A.Object,
          runsOf(A),
          Flags,
          A.Holds.empty() ? 0 : KnownLocks.get(A.Holds),
          NumberOf(KnownStarts, A.NotYet),
          NumberOf(KnownPaths, wokenBy(A.At)),
          NumberOf(KnownPaths, givenBefore(A)),
          X.IsUnderConstruction || Paths.rootOf(A.Object).Kind == PathKind::Local
              ? NumberOf(KnownStarts, X.State->Started)
              : 0,
      };
      FunctionId Behind = S.program().Functions[functionOf(A)].Behind;
      ClassOf.push_back(Known.try_emplace({L, Behind}, Known.size()).first->second);
    }
  }

  unsigned classOf(const Site &A) const { return ClassOf[&A - Sites.data()]; }

  /// The first site of each class.
  std::vector<Site *> oneOfEach(const std::vector<Site *> &Group) const {
    std::vector<Site *> Few;
    DenseSet<unsigned> Seen;
    for (Site *A : Group)
      if (Seen.insert(classOf(*A)).second)
        Few.push_back(A);
    return Few;
  }

  /// Says at each of \p Mine what the first of \p Others does to it that does anything.
  void pairAll(const std::vector<Site *> &Mine, const std::vector<Site *> &Others,
               function_ref<bool(const Site &, const Site &)> IsPair) {
    struct Answer {
      const Site *By = nullptr;
      bool IsParallel = false;
    };
    DenseMap<unsigned, Answer> Answers; // by class
    for (Site *A : Mine) {
      if (Said.contains(A->What))
        continue;
      auto [It, IsNew] = Answers.try_emplace(classOf(*A));
      if (IsNew)
        for (Site *B : Others)
          if (IsPair(*A, *B))
            if (std::optional<bool> IsParallel = disturbs(*B, *A)) {
              It->second = {B, *IsParallel};
              break;
            }
      if (It->second.By)
        tell(*A, *It->second.By, It->second.IsParallel);
    }
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
    // So are locals that a helper gets from many callers, each its own.
    auto IsOwnLocal = [](const Site *A) { return A->IsOwnLocal; };
    if (all_of(Mine, IsOwnLocal) && all_of(Others, IsOwnLocal))
      return;
    auto IsAnyPair = [](const Site &, const Site &) { return true; };
    pairAll(Mine, oneOfEach(Others), IsAnyPair);
    if (&Mine != &Others)
      pairAll(Others, oneOfEach(Mine), IsAnyPair);
  }

  void pairDeclared(const std::vector<Site *> &Group) {
    pairAll(Group, oneOfEach(Group), [&](const Site &A, const Site &B) {
      return A.Object != B.Object && mayBeSame(A.Object, B.Object);
    });
  }

  /// Whether \p A can run while the context of \p B does.
  bool isAwake(const Site &A, const Site &B) const {
    ContextId Other = runsOf(B);
    if (S.isAsleep(Other, A.NotYet) || S.isUnexposed(functionOf(B), A.NotYet))
      return false;
    if (!A.What->IsUnderConstruction)
      return true;
    // Nobody has the object before its constructor hands it out.
    return any_of(A.What->State->Started, [&](StartId Id) {
      const Start &Site = S.program().Starts[Id];
      return Site.What != Start::Expose && S.contexts()[Other].StartedAt == Site.At;
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
  const LockSet &asOf(const Site &B, const Site &A, LockSet &Storage) const {
    if (B.Holds.empty() || !A.Object || !B.Object || A.Object == B.Object ||
        !isSameStep(Paths[B.Object], Paths[A.Object]))
      return B.Holds;
    Storage = B.Holds;
    for (Held &H : Storage)
      if (PathId Same = asIfOf(H.Lock, B.Object, A.Object))
        H.Lock = Same;
    llvm::sort(Storage);
    return Storage;
  }

  /// The locks that the function of \p Id gives back of what its caller held.
  const std::vector<PathId> &wokenBy(NodeId Id) {
    auto [It, IsNew] = Woken.try_emplace(Id);
    if (!IsNew)
      return It->second;
    const Node &N = S.nodes()[Id];
    const Function &F = S.program().Functions[N.Function];
    auto Add = [&](const LocalState &State) {
      for (PathId P : State.Released)
        It->second.push_back(S.absolute(P, N));
    };
    for (const Access &X : F.Accesses)
      Add(X.State);
    for (const Call &C : F.Calls)
      Add(C.State);
    for (PathId P : F.Signals)
      It->second.push_back(S.absolute(P, N));
    llvm::sort(It->second);
    It->second.erase(llvm::unique(It->second), It->second.end());
    return It->second;
  }

  /// The locks that the function of \p B may have given before it comes to \p B, as in an earlier
  /// round of a loop.
  std::vector<PathId> givenBefore(const Site &B) const {
    std::vector<PathId> Given;
    for (PathId P : B.What->State->Released)
      Given.push_back(S.absolute(P, S.nodes()[B.At]));
    return Given;
  }

  /// Whether \p Lock is given by a handler, which has not taken it: no lock, but a message to who
  /// waits for it.
  bool isMessage(PathId Lock) {
    if (!Messages) {
      Messages.emplace();
      for (const Node &N : S.nodes())
        if (S.contexts()[N.Runs].What == Context::Isr)
          for (PathId P : S.program().Functions[N.Function].Signals)
            Messages->insert(S.absolute(P, N));
    }
    return Messages->contains(Lock);
  }

  /// A lock that \p A has waited for and the function of \p B gives without having taken it: a
  /// signal that comes after what it tells of. 0 if there is none.
  PathId waitedFor(const Site &A, const Site &B) {
    // A handler comes again.
    if (contextOf(B).What != Context::Isr)
      for (const Held &H : A.Holds)
        if (mayBlock(H.Kind) && none_of(B.Holds, [&](const Held &O) { return O.Lock == H.Lock; }) &&
            is_contained(wokenBy(B.At), H.Lock))
          return H.Lock;
    return 0;
  }

  /// Whether one of both waits for the other, who does not go on to write after he has told it;
  /// or each for the other, in turns.
  bool isInTurn(const Site &A, const Site &B) {
    const PathId Mine = waitedFor(A, B), Theirs = waitedFor(B, A);
    return (Mine && Theirs) || (Mine && !is_contained(givenBefore(B), Mine)) ||
           (Theirs && !is_contained(givenBefore(A), Theirs));
  }

  /// Whether \p B does something to \p A that is to be said at \p A, and if so whether in parallel;
  /// the other direction is another question.
  std::optional<bool> disturbs(const Site &B, const Site &A) {
    const Access &X = *A.What, &Y = *B.What;
    if (!X.IsWrite && !Y.IsWrite)
      return std::nullopt;
    const Context &Mine = contextOf(A), &Other = contextOf(B);
    if (X.IsAtomic && Y.IsAtomic &&
        ((!X.IsWide && !Y.IsWide) || (Mine.What != Context::Isr && Other.What != Context::Isr)))
      return std::nullopt;
    bool IsSaid = isDeclared(X);
    if ((Mine.What == Context::Unknown || Other.What == Context::Unknown) &&
        !(IsSaid && isDeclared(Y)))
      return std::nullopt;
    if ((Mine.IsSignal || Other.IsSignal) && (X.IsSigAtomic || Y.IsSigAtomic))
      return std::nullopt;
    Overlap O = overlapOf(Mine, Other, Target);
    if (!O.any())
      return std::nullopt;
    // Each call has locals of its own.
    if (A.IsOwnLocal && B.IsOwnLocal)
      return std::nullopt;
    if (!isAwake(A, B) || !isAwake(B, A))
      return std::nullopt;
    if (isBeforeStartOf(B, A) || isBeforeStartOf(A, B))
      return std::nullopt;
    if (isInTurn(A, B))
      return std::nullopt;
    // Whole words of volatile are not torn; what nobody declared is given that.
    bool IsUpdate = X.IsRead && X.IsWrite;
    // An update loses only what somebody else writes.
    bool IsWhole = X.IsVolatile && !X.IsWide && !(IsUpdate && Y.IsWrite) && !IsSaid;
    LockSet Renamed;
    const LockSet &Theirs = asOf(B, A, Renamed);
    bool IsPreempted =
        O.SecondPreempts && !excludesPreemption(Mine, A.Holds, Other, Theirs, Paths) && !IsWhole;
    bool IsRaced = O.IsParallel && !excludesParallel(A.Holds, Theirs, Paths) &&
                   !(IsWhole && !(Y.IsRead && Y.IsWrite));
    // Locks that nobody can name may be one.
    auto HasChosen = [&](const LockSet &Holds) {
      return any_of(Holds, [&](const Held &H) { return isChosen(H.Lock); });
    };
    if (HasChosen(A.Holds) && HasChosen(B.Holds) && Mine.What != Context::Isr &&
        Other.What != Context::Isr)
      return std::nullopt;
    bool AmIsr = Mine.What == Context::Isr, IsOtherIsr = Other.What == Context::Isr;
    // Of two handlers whose levels nobody stated each may be the lower one.
    if (IsPreempted && IsOtherIsr && !O.IsParallel)
      return false;
    // A lock shared with other readers is none for a write.
    auto IsAdequate = [](const Site &Side) {
      return any_of(Side.Holds, [&](const Held &H) {
        return keepsOutCores(H.Kind) && !(H.IsShared && Side.What->IsWrite);
      });
    };
    bool AmGood = IsAdequate(A), IsOtherGood = IsAdequate(B);
    if (IsRaced) {
      if (IsWhole && !IsUpdate)
        return std::nullopt; // said at the update
      if (AmGood && !IsOtherGood)
        return std::nullopt; // said there
      if ((!AmGood && IsOtherGood) || X.IsWrite)
        return true;
      return std::nullopt;
    }
    if (!IsPreempted)
      return std::nullopt;
    if (IsOtherIsr)
      return false;
    if (AmIsr)
      return std::nullopt;
    // Two threads of one core: the lower priority is the one that is interrupted.
    if (Mine.Level && Other.Level && *Mine.Level != *Other.Level)
      return *Mine.Level < *Other.Level ? std::optional(false) : std::nullopt;
    bool AmCovered = !A.Holds.empty() && any_of(A.Holds, [](const Held &H) {
      return keepsOutThreads(H.Kind) || keepsOutCores(H.Kind);
    });
    bool IsOtherCovered = !B.Holds.empty() && any_of(B.Holds, [](const Held &H) {
      return keepsOutThreads(H.Kind) || keepsOutCores(H.Kind);
    });
    if (AmCovered && !IsOtherCovered)
      return std::nullopt;
    if (X.IsWrite || IsOtherCovered)
      return false;
    return std::nullopt;
  }

  void tell(const Site &A, const Site &B, bool IsParallel) {
    const Protection *Declared = isDeclared(*A.What) ? &A.What->Protections.front() : nullptr;
    const Context &Other = contextOf(B);
    // A lock of another instance is no weaker kind.
    bool IsKindGood = any_of(A.Holds, [&](const Held &H) {
      return IsParallel ? keepsOutCores(H.Kind)
                        : (Other.What != Context::Isr && keepsOutCores(H.Kind));
    });
    const Held *Weak = find_if(A.Holds, [&](const Held &H) { return !isMessage(H.Lock); });
    if (Weak != A.Holds.end() && !IsKindGood)
      say(Conflict::Weak, A, &B, Declared, IsParallel, *Weak);
    else
      say(Conflict::NotExcluded, A, &B, Declared, IsParallel);
  }

  const Solution &S;
  const ConflictOptions &Options;
  const PathTable &Paths;
  const Machine &Target;
  std::vector<Site> Sites;
  std::vector<unsigned> ClassOf; ///< by site
  DenseMap<NodeId, std::vector<PathId>> Woken;
  std::optional<DenseSet<PathId>> Messages;
  DenseMap<unsigned, bool> Alone; ///< by class
  DenseMap<uint64_t, DenseSet<PathId>> Handled;
  Groups ByObject, ByName;
  DenseSet<const Access *> Said;
  DenseSet<SymbolId> Assumed; ///< functions that nobody is seen to call
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
      if (!Called.State->IsReached || Called.Targets.size() != 1)
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
