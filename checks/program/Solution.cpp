//===- Solution.cpp -------------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "program/Solution.h"
#include "program/CallSites.h"
#include "llvm/ADT/STLExtras.h"
#include <algorithm>
#include <map>
#include <numeric>
#include <tuple>

using namespace llvm;

namespace ambit {

static bool contains(const StartSet &S, StartId Id) {
  return std::binary_search(S.begin(), S.end(), Id);
}

/// Whether \p B registers the handler that \p A registers, or lets it run.
static bool isOfHandler(const Start &A, const Start &B) {
  if (A.What != Start::Body || A.Runs.What != Context::Isr)
    return false;
  if (B.What == Start::Body)
    return B.Runs.What == Context::Isr && A.Target != NoFunction && A.Target == B.Target;
  return B.What == Start::Enable &&
         ((A.Runs.Line && A.Runs.Line == B.Runs.Line) ||
          (!A.Runs.LineName.empty() && A.Runs.LineName == B.Runs.LineName));
}

Solution::Solution(Program &Graph)
    : Graph(Graph), ExecutedBy(Graph.Starts.size()), GuessedBy(Graph.Starts.size()) {
  if (Graph.ByName.empty())
    Graph.nameFunctions();
  findRelevant();
  findCallers();
  findSparing();
  for (const Function &F : Graph.Functions)
    for (StartId S : F.Starts)
      if (FunctionId Exposed = Graph.Starts[S].Exposes; Exposed != NoFunction)
        ExposedBy[Exposed].push_back(S);
  HasGuesses = any_of(Graph.Functions, [](const Function &F) {
    return any_of(F.Calls, [](const Call &C) { return C.IsGuess; });
  });
  if (HasGuesses)
    gatherContents();
  IsSharing = areUncalledTooMany();
  if (solve())
    return;
  IsSharing = true;
  reset();
  NotYetAtEntry.clear();
  solve();
}

/// How many nodes there may be. Most functions of a program run in few contexts.
static size_t maxNodes(const Program &Graph) { return 300'000 + 4 * Graph.Functions.size(); }

void Solution::findCallers() {
  IsStarted.resize(Graph.Functions.size());
  HasCaller.resize(Graph.Functions.size());
  for (const Start &S : Graph.Starts)
    if (S.Target != NoFunction)
      IsStarted[S.Target] = true;
    else
      for (FunctionId F : S.Stored)
        IsStarted[F] = true;
  for (const Function &F : Graph.Functions)
    for (const Call &C : F.Calls)
      for (FunctionId T : C.Targets)
        HasCaller[T] = true;
}

/// Whether functions that nobody calls reach so many, each in a context of its own, that they have
/// to share contexts. Goes no further than to that number. In a whole program they stand for
/// callers that are not there, and are worth less.
bool Solution::areUncalledTooMany() const {
  const size_t Limit = maxNodes(Graph) / (Graph.IsWhole ? 3 : 1);
  size_t Count = 0;
  std::vector<FunctionId> SeenFrom(Graph.Functions.size(), NoFunction), Work;
  for (FunctionId Root = 0; Root < Graph.Functions.size(); ++Root) {
    if (!isUncalled(Root))
      continue;
    SeenFrom[Root] = Root;
    Work.push_back(Root);
    while (!Work.empty()) {
      FunctionId F = Work.back();
      Work.pop_back();
      if (++Count > Limit)
        return true;
      for (const Call &C : Graph.Functions[F].Calls) {
        if (!C.State->IsReached)
          continue;
        for (FunctionId T : C.Targets)
          if (Graph.Functions[T].IsDefined && SeenFrom[T] != Root) {
            SeenFrom[T] = Root;
            Work.push_back(T);
          }
      }
    }
  }
  return false;
}

bool Solution::isUncalled(FunctionId F) const {
  const Function &Info = Graph.Functions[F];
  return Info.IsDefined && !Info.IsEntry && !Info.IsInit && !IsStarted[F] && !HasCaller[F];
}

/// Whether what is said of \p F makes a context of it.
bool Solution::beginsContext(FunctionId F) const {
  const Function &Info = Graph.Functions[F];
  // RUNS_ON and its like, and models, say where it runs; with callers, these say it.
  const bool IsClaimOnly = Info.Runs.What == Context::Thread && !Info.IsMain;
  return Info.IsEntry && !(IsStarted[F] || (IsClaimOnly && HasCaller[F]));
}

bool Solution::solve() {
  // Once to see who starts what, and again with what that says about order.
  if (!run())
    return false;
  // A guess says who starts something where nothing better does.
  for (StartId S = 0; S < Graph.Starts.size(); ++S)
    if (std::vector<ContextId> &Mine = ExecutedBy[S];
        all_of(Mine, [&](ContextId C) { return isNobody(C); }))
      for (ContextId C : GuessedBy[S])
        if (!is_contained(Mine, C))
          Mine.push_back(C);
  countCores();
  NotYetAtEntry.assign(Contexts.size(), {});
  std::sort(UnmaskGates.begin(), UnmaskGates.end());
  findOwnStarts();
  // What a function does before it registers a handler comes before that handler runs,
  // though others may register or enable it, too.
  for (StartId S = 0; S < Graph.Starts.size(); ++S)
    for (ContextId C : ExecutedBy[S])
      if (Contexts[C].IsAssumed && !isShared(C))
        for (StartId Same = 0; Same < Graph.Starts.size(); ++Same)
          if (isOfHandler(Graph.Starts[S], Graph.Starts[Same]))
            NotYetAtEntry[C].push_back(Same);
  for (StartSet &S : NotYetAtEntry) {
    llvm::sort(S);
    S.erase(llvm::unique(S), S.end());
  }
  // Where nothing starts anything, nothing comes before it.
  if (any_of(NotYetAtEntry, [](const StartSet &S) { return !S.empty(); }))
    refine();
  findOrder();
  findDead();
  return true;
}

/// Solves the contexts again before whose entry something has not happened. Which nodes there are
/// does not depend on that, and calls stay in their context and in what is derived from it.
void Solution::refine() {
  std::vector<bool> IsConcerned(Contexts.size());
  for (ContextId C = 0; C < Contexts.size(); ++C)
    IsConcerned[C] = !NotYetAtEntry[C].empty();
  for (auto [Part, Of] : Derived)
    IsConcerned[Part] = IsConcerned[Part] || IsConcerned[Of];
  IsForgotten.assign(Nodes.size(), false);
  for (NodeId Id = 0; Id < Nodes.size(); ++Id) {
    Node &N = Nodes[Id];
    if (!IsConcerned[N.Runs])
      continue;
    if (!N.IsEntry) {
      IsForgotten[Id] = true;
      continue;
    }
    N.Holds.clear();
    demand(N.Function, N, N.Holds);
    N.NotYet = NotYetAtEntry[N.Runs];
    enqueue(Id);
  }
  // There are as many nodes as before, which were not too many.
  (void)drain();
  IsForgotten.clear();
}

bool Solution::drain() {
  const size_t Limit = maxNodes(Graph);
  for (size_t I = 0; I < Work.size(); ++I) {
    if (Nodes.size() > Limit && !IsSharing)
      return false;
    NodeId N = Work[I];
    IsQueued[N] = false;
    process(N);
  }
  Work.clear();
  return true;
}

void Solution::reset() {
  for (auto *By : {&ExecutedBy, &GuessedBy})
    for (auto &Executors : *By)
      Executors.clear();
  Nodes.clear();
  Copies.clear();
  Contexts.clear();
  StartContexts.clear();
  OnCore.clear();
  Derived.clear();
  Claims.clear();
  UnmaskGates.clear();
  Shared[0] = Shared[1] = std::nullopt;
}

//===----------------------------------------------------------------------===//
// Which parameters matter
//===----------------------------------------------------------------------===//

void Solution::findRelevant() {
  Relevant.assign(Graph.Functions.size(), 0);
  const CallSites Callers(Graph);
  const PathTable &Paths = Graph.Paths;
  auto Mark = [&](FunctionId F, PathId P) {
    int I = Paths.parameterOf(P);
    if (I >= 0 && I < 64)
      Relevant[F] |= 1ull << I;
  };
  auto MarkState = [&](FunctionId F, const LocalState &S) {
    for (const Held &H : S.Holds)
      Mark(F, H.Lock);
    for (const SameObject &P : S.Same)
      for (PathId Name : {P.One, P.Other})
        Mark(F, Name);
  };
  for (FunctionId F = 0; F < Graph.Functions.size(); ++F) {
    const Function &Info = Graph.Functions[F];
    for (const Access &A : Info.Accesses) {
      Mark(F, A.Object);
      MarkState(F, A.State);
      for (const Protection &P : A.Protections)
        Mark(F, P.Lock);
    }
    for (const Demand &D : Info.Requires)
      Mark(F, D.Lock.Lock);
    for (const Hazard &H : Info.Hazards)
      MarkState(F, H.State);
    for (StartId S : Info.Starts) {
      Mark(F, Graph.Starts[S].Through);
      for (PathId P : Graph.Starts[S].Given)
        Mark(F, P);
    }
    for (const PointerStore &S : Info.Stores) {
      Mark(F, S.In);
      Mark(F, S.What);
    }
    for (const Call &C : Info.Calls) {
      Mark(F, C.Through);
      MarkState(F, C.State);
    }
  }
  std::vector<FunctionId> Changed;
  for (FunctionId F = 0; F < Graph.Functions.size(); ++F)
    if (Relevant[F])
      Changed.push_back(F);
  while (!Changed.empty()) {
    FunctionId T = Changed.back();
    Changed.pop_back();
    for (auto [F, Index] : Callers.of(T)) {
      uint64_t Before = Relevant[F];
      const Call &C = Graph.Functions[F].Calls[Index];
      for (size_t I = 0; I < C.Given.size() && I < 64; ++I)
        if (Relevant[T] >> I & 1)
          Mark(F, C.Given[I]);
      if (Relevant[F] != Before)
        Changed.push_back(F);
    }
  }
}

/// Objects for all parameters that matter: what nobody knows gets a name of its own.
Solution::Objects Solution::complete(FunctionId F, ArrayRef<PathId> Given) const {
  uint64_t Mask = Relevant[F];
  Objects All(Mask ? 64 - llvm::countl_zero(Mask) : 0, 0);
  constexpr unsigned MaxDepth = 12;
  for (unsigned I = 0; I < All.size(); ++I) {
    if (!(Mask >> I & 1))
      continue;
    bool IsNamed = I < Given.size() && Given[I] && Graph.Paths.depthOf(Given[I]) <= MaxDepth;
    All[I] = IsNamed ? Given[I] : Graph.Paths.root(PathKind::Unknown, Graph.Functions[F].Name, I);
  }
  return All;
}

//===----------------------------------------------------------------------===//
// What pointers to functions, and to tables of them, lead to
//===----------------------------------------------------------------------===//

/// \p P with any element where it names one.
PathId Solution::anyElement(PathId P) {
  const PathNode N = Graph.Paths[P];
  if (!N.Parent)
    return P;
  const PathId Parent = anyElement(N.Parent);
  if (N.Kind == PathKind::Element || N.Kind == PathKind::SomeElement)
    return Graph.Paths.get(PathKind::SomeElement, Parent);
  return Parent == N.Parent ? P : Graph.Paths.get(N.Kind, Parent, N.Symbol, N.Index);
}

void Solution::keep(PointerStore S, const Node &N) {
  constexpr size_t MaxValues = 16;
  const PathId In = absolute(S.In, N), What = absolute(S.What, N);
  if (!Graph.Paths.isAbsolute(In) || !Graph.Paths.isAbsolute(What))
    return;
  for (PathId Name : {In, anyElement(In)}) {
    auto &Values = Contents[Name];
    if (Values.size() < MaxValues && !is_contained(Values, What))
      Values.push_back(What);
  }
}

/// Follows all calls and starts from everywhere, whatever the context, to see what is stored where:
/// then a call by a pointer in an object may say less than that it is one of many.
void Solution::gatherContents() {
  for (const PointerStore &S : Graph.Stores)
    keep(S, Node());
  // A function for each set of objects that it is called with; of too many one stands for the rest.
  constexpr unsigned MaxCopies = 64;
  std::vector<SmallVector<Bindings, 1>> Seen(Graph.Functions.size());
  std::vector<std::pair<FunctionId, Bindings>> Work;
  size_t NumDone = 0;
  auto Reach = [&](FunctionId F, ArrayRef<PathId> GivenThere) {
    if (!Graph.Functions[F].IsDefined)
      return;
    Objects Given = complete(F, GivenThere);
    auto IsSeen = [&] {
      return any_of(Seen[F], [&](const Bindings &B) {
        return ArrayRef<PathId>(B) == ArrayRef<PathId>(Given);
      });
    };
    if (IsSeen())
      return;
    if (Seen[F].size() >= MaxCopies) {
      Given = complete(F, {});
      if (IsSeen())
        return;
    }
    Seen[F].push_back({Given.begin(), Given.end()});
    Work.push_back({F, Seen[F].back()});
  };
  auto Drain = [&] {
    for (; NumDone < Work.size(); ++NumDone) {
      Node N;
      std::tie(N.Function, N.Given) = Work[NumDone];
      const Function &Info = Graph.Functions[N.Function];
      for (const PointerStore &S : Info.Stores)
        keep(S, N);
      for (const Call &C : Info.Calls)
        if (C.State->IsReached) {
          const Objects Given = absolute(C.Given, N);
          for (FunctionId T : calleesOf(C, N).Targets)
            Reach(T, Given);
        }
      for (StartId Id : Info.Starts) {
        const Start &S = Graph.Starts[Id];
        if (S.What != Start::Body)
          continue;
        const Objects Given = absolute(S.Given, N);
        if (FunctionId Target = targetOf(S, N); Target != NoFunction)
          Reach(Target, Given);
        else
          for (FunctionId T : S.Stored)
            Reach(T, Given);
      }
    }
  };
  for (FunctionId F = 0; F < Graph.Functions.size(); ++F)
    if (Graph.Functions[F].IsInit || beginsContext(F) || isUncalled(F))
      Reach(F, {});
  Drain();
  // What only calls itself, and what only dead code starts.
  for (FunctionId F = 0; F < Graph.Functions.size(); ++F)
    if (Seen[F].empty()) {
      Reach(F, {});
      Drain();
    }
  KnowsContents = true;
}

/// The objects that \p P may name, where what pointers on the way hold is known.
SmallVector<PathId, 4> Solution::objectsAt(PathId P) {
  constexpr size_t MaxObjects = 16;
  const PathNode N = Graph.Paths[P];
  if (!N.Parent)
    return {P};
  SmallVector<PathId, 4> Found;
  for (PathId Of : objectsAt(N.Parent)) {
    if (Found.size() >= MaxObjects)
      break;
    if (N.Kind != PathKind::Pointee) {
      Found.push_back(Graph.Paths.get(N.Kind, Of, N.Symbol, N.Index));
      continue;
    }
    auto It = Contents.find(Of);
    if (It == Contents.end())
      It = Contents.find(anyElement(Of));
    if (It == Contents.end())
      Found.push_back(Graph.Paths.pointee(Of));
    else
      Found.append(It->second.begin(), It->second.end());
  }
  return Found;
}

SmallVector<FunctionId, 2> Solution::targetsOf(PathId Through) {
  SmallVector<FunctionId, 2> Targets;
  auto Add = [&](PathId P) {
    if (FunctionId F = Graph.functionAt(P); F != NoFunction && !is_contained(Targets, F))
      Targets.push_back(F);
  };
  for (PathId P : objectsAt(Through)) {
    Add(P);
    // An object that can be called is no pointer to one.
    if (auto It = Contents.find(P); It != Contents.end())
      for (PathId Value : It->second)
        Add(Value);
  }
  return Targets;
}

/// What \p C of the function of \p N leads to there.
Solution::Callees Solution::calleesOf(const Call &C, const Node &N) {
  if (C.Through) {
    const PathId Through = absolute(C.Through, N);
    if (FunctionId Is = Graph.functionAt(Through); Is != NoFunction)
      return {{Is}, /*IsGuess=*/false};
    if (C.IsGuess && KnowsContents)
      if (auto Known = targetsOf(Through); !Known.empty())
        return {std::move(Known), /*IsGuess=*/false};
  }
  return {{C.Targets.begin(), C.Targets.end()}, C.IsGuess};
}

/// What \p S in the function of \p N makes run, if that is one function.
FunctionId Solution::targetOf(const Start &S, const Node &N) const {
  if (S.Target == NoFunction && S.Through)
    return Graph.functionAt(absolute(S.Through, N));
  return S.Target;
}

//===----------------------------------------------------------------------===//
// From the entries down
//===----------------------------------------------------------------------===//

PathId Solution::absolute(PathId P, const Node &N) const {
  return Graph.Paths.substitute(P, N.Given);
}

/// The objects that are \p Given in the function of \p N.
Solution::Objects Solution::absolute(ArrayRef<PathId> Given, const Node &N) const {
  Objects All;
  for (PathId P : Given)
    All.push_back(P ? absolute(P, N) : 0);
  return All;
}

Held Solution::absolute(Held L, const Node &N) const {
  L.Lock = absolute(L.Lock, N);
  return L;
}

PointState Solution::at(const Node &N, const LocalState &Local) const {
  PointState S;
  for (const Held &H : N.Holds) {
    bool IsGone = Local.ReleasedAllMasks && isMask(H.Kind);
    for (PathId P : Local.Released)
      IsGone |= absolute(P, N) == H.Lock;
    // Given back by its other name.
    for (const SameObject &P : Local.Same)
      IsGone |= (is_contained(Local.Released, P.One) && absolute(P.Other, N) == H.Lock) ||
                (is_contained(Local.Released, P.Other) && absolute(P.One, N) == H.Lock);
    if (!IsGone)
      S.Holds.push_back(H);
  }
  for (const Held &H : Local.Holds)
    if (Held Absolute = absolute(H, N); Absolute.Lock)
      S.Holds.push_back(Absolute);
  for (const SameObject &P : Local.Same) {
    const PathId One = absolute(P.One, N), Other = absolute(P.Other, N);
    for (size_t I = 0, Count = One && Other ? S.Holds.size() : 0; I < Count; ++I)
      if (Held Also = S.Holds[I]; Also.Lock == One || Also.Lock == Other) {
        Also.Lock = Also.Lock == One ? Other : One;
        S.Holds.push_back(Also);
      }
  }
  std::sort(S.Holds.begin(), S.Holds.end());
  S.Holds.erase(std::unique(S.Holds.begin(), S.Holds.end()), S.Holds.end());
  for (StartId Id : N.NotYet)
    if (!contains(Local.Started, Id < Ended ? Id : Id - Ended))
      S.NotYet.push_back(Id);
  if (!Local.Joined.empty()) {
    StartSet Both;
    StartSet Joined;
    for (StartId Id : Local.Joined)
      Joined.push_back(Id + Ended);
    std::set_union(S.NotYet.begin(), S.NotYet.end(), Joined.begin(), Joined.end(),
                   std::back_inserter(Both));
    S.NotYet = std::move(Both);
  }
  return S;
}

bool Solution::runsHere(const LocalState &Local, const Context &C) const {
  if (Local.InIsr && C.What != Context::Unknown && *Local.InIsr != (C.What == Context::Isr))
    return false;
  return !Local.Core || !C.Core || *Local.Core == *C.Core;
}

ContextId Solution::onCore(ContextId C, int64_t Number) {
  if (Contexts[C].Core && !Contexts[C].IsMigrating)
    return C;
  auto [It, IsNew] = OnCore.try_emplace({C, Number}, static_cast<ContextId>(Contexts.size()));
  if (IsNew) {
    Context Part = Contexts[C];
    Part.Core = Number;
    Part.IsMigrating = Part.IsElsewhere = false;
    Contexts.push_back(std::move(Part));
    Derived.push_back({It->second, C});
  }
  return It->second;
}

ContextId Solution::addContext(Context C, FunctionId F, ArrayRef<PathId> Given, uint8_t Doubts) {
  ContextId Id = Contexts.size();
  Contexts.push_back(std::move(C));
  PointState S;
  if (Id < NotYetAtEntry.size())
    S.NotYet = NotYetAtEntry[Id];
  reach(F, Id, Given, S, NoNode, 0, Doubts);
  return Id;
}

void Solution::demand(FunctionId F, const Node &N, LockSet &Holds) const {
  for (const Demand &D : Graph.Functions[F].Requires)
    if (Held L = absolute(D.Lock, N); L.Lock)
      if (none_of(Holds, [&](const Held &H) { return H.Lock == L.Lock; }))
        Holds.push_back(L);
  std::sort(Holds.begin(), Holds.end());
}

void Solution::enqueue(NodeId N) {
  if (IsQueued[N])
    return;
  IsQueued[N] = true;
  Work.push_back(N);
}

/// \p P, which is or leads through \p From, as it is called where that is \p To; 0 if it does not.
PathId Solution::renamed(PathId P, PathId From, PathId To) {
  if (P == From)
    return To;
  const PathNode N = Graph.Paths[P];
  const PathId Parent = N.Parent ? renamed(N.Parent, From, To) : 0;
  return Parent ? Graph.Paths.get(N.Kind, Parent, N.Symbol, N.Index) : 0;
}

/// \p Holds of a caller, if some of its objects, \p There, have other names in the callee, \p Here:
/// then the locks in them have, too. Nothing if none has.
LockSet Solution::renamedLocks(const LockSet &Holds, ArrayRef<PathId> There,
                               ArrayRef<PathId> Here) {
  LockSet All;
  for (size_t I = 0; I < There.size() && I < Here.size(); ++I)
    if (There[I] && Here[I] && There[I] != Here[I])
      for (Held H : Holds)
        if (PathId Name = renamed(H.Lock, There[I], Here[I])) {
          H.Lock = Name;
          All.push_back(H);
        }
  if (All.empty())
    return All;
  All.append(Holds.begin(), Holds.end());
  std::sort(All.begin(), All.end());
  All.erase(std::unique(All.begin(), All.end()), All.end());
  return All;
}

void Solution::reach(FunctionId F, ContextId C, ArrayRef<PathId> GivenThere,
                     const PointState &Known, NodeId Caller, PlaceId At, uint8_t Doubts) {
  Objects Given = complete(F, GivenThere);
  SmallVector<NodeId, 2> &Mine = Copies[{F, C}]; // also says that F runs in C
  // What is certain is there by itself: a doubtful way here takes nothing from it.
  auto Find = [&] {
    return find_if(Mine, [&](NodeId N) {
      return Nodes[N].Doubts == Doubts &&
             ArrayRef<PathId>(Nodes[N].Given) == ArrayRef<PathId>(Given);
    });
  };
  constexpr unsigned MaxCopies = 24;
  auto *It = Find();
  if (It == Mine.end() && Mine.size() >= MaxCopies &&
      count_if(Mine, [&](NodeId N) { return Nodes[N].Doubts == Doubts; }) >= MaxCopies) {
    // Called with too many objects: one copy stands for the rest.
    Given = complete(F, {});
    It = Find();
  }
  const LockSet Renamed = renamedLocks(Known.Holds, GivenThere, Given);
  const LockSet &Holds = Renamed.empty() ? Known.Holds : Renamed;
  const bool HasDemands = !Graph.Functions[F].Requires.empty();
  if (It == Mine.end()) {
    NodeId Id = Nodes.size();
    Node &N = Nodes.emplace_back();
    N.Function = F;
    N.Runs = C;
    N.Given = {Given.begin(), Given.end()};
    N.Holds = Holds;
    N.NotYet = Known.NotYet;
    N.Caller = Caller;
    N.CalledAt = At;
    N.Doubts = Doubts;
    N.IsEntry = Caller == NoNode;
    // A demand is assumed; who calls is asked for it.
    demand(F, N, N.Holds);
    Mine.push_back(Id);
    IsQueued.push_back(false);
    enqueue(Id);
    return;
  }
  Node &N = Nodes[*It];
  N.IsEntry |= Caller == NoNode;
  LockSet Demanded;
  if (HasDemands) {
    Demanded = Holds;
    demand(F, N, Demanded);
  }
  const LockSet &There = HasDemands ? Demanded : Holds;
  if (!IsForgotten.empty() && IsForgotten[*It]) {
    IsForgotten[*It] = false;
    N.Holds = There;
    N.NotYet = Known.NotYet;
    enqueue(*It);
    return;
  }
  // What held before holds here, too, most of the time.
  bool IsSame =
      std::includes(There.begin(), There.end(), N.Holds.begin(), N.Holds.end()) &&
      std::includes(Known.NotYet.begin(), Known.NotYet.end(), N.NotYet.begin(), N.NotYet.end());
  if (IsSame)
    return;
  N.Holds = intersect(N.Holds, There);
  StartSet NotYet;
  std::set_intersection(N.NotYet.begin(), N.NotYet.end(), Known.NotYet.begin(), Known.NotYet.end(),
                        std::back_inserter(NotYet));
  N.NotYet = std::move(NotYet);
  enqueue(*It);
}

/// \p F runs where it says, though nobody is seen to call it from there.
void Solution::claim(FunctionId F) {
  if (Claims.insert(F).second)
    addContext(Graph.Functions[F].Runs, F, {});
}

/// Whether a handler must not make the call \p C of \p F, whatever the callee does then.
bool Solution::isWrongInHandler(const Function &F, const Call &C) const {
  return any_of(F.Hazards, [&](const Hazard &H) {
    return H.At == C.At && H.State->IsReached && !H.IsLastWord && !isJudgedByBody(F, H);
  });
}

bool Solution::isJudgedByBody(const Function &F, const Hazard &H) const {
  return HasSparing && H.What == Hazard::Allocates && any_of(F.Calls, [&](const Call &C) {
           return C.At == H.At && any_of(C.Targets, [&](FunctionId T) {
                    const Function &Callee = Graph.Functions[T];
                    return Callee.Name == H.Callee && Callee.IsDefined && SparesHandlers[T];
                  });
         });
}

/// Adds to the functions \p Of, by number, those that come to one by calls that \p Counts.
static void addCallers(const Program &Graph, std::vector<bool> &Of,
                       function_ref<bool(const Call &)> Counts) {
  std::vector<FunctionId> Work;
  for (FunctionId F = 0; F < Of.size(); ++F)
    if (Of[F])
      Work.push_back(F);
  if (Work.empty())
    return;
  const CallSites Callers(Graph);
  while (!Work.empty()) {
    FunctionId F = Work.back();
    Work.pop_back();
    for (const CallSite &C : Callers.of(F))
      if (!Of[C.Caller] && Counts(Graph.Functions[C.Caller].Calls[C.Call])) {
        Of[C.Caller] = true;
        Work.push_back(C.Caller);
      }
  }
}

void Solution::findSparing() {
  auto IsOutside = [](const LocalState &S) { return S.IsReached && S.InIsr && !*S.InIsr; };
  SparesHandlers.resize(Graph.Functions.size());
  for (FunctionId F = 0; F < Graph.Functions.size(); ++F)
    SparesHandlers[F] = any_of(Graph.Functions[F].Takings, [&](const Taking &T) {
      return mayBlock(T.Lock.Kind) && IsOutside(T.State);
    });
  HasSparing = is_contained(SparesHandlers, true);
  addCallers(Graph, SparesHandlers, [](const Call &) { return true; });
}

void Solution::process(NodeId Id) {
  FunctionId F = Nodes[Id].Function;
  const Function &Info = Graph.Functions[F];
  const uint8_t Doubts = Nodes[Id].Doubts;
  for (const Call &C : Info.Calls) {
    if (!C.State->IsReached)
      continue;
    const Node &N = Nodes[Id];
    if (!runsHere(C.State, Contexts[N.Runs]))
      continue;
    // A handler that fails does not go on, nor does what it interrupted.
    if (C.IsLastWord && Contexts[N.Runs].What == Context::Isr)
      continue;
    const auto [Targets, IsGuess] = calleesOf(C, N);
    // Of a function without a body nothing follows.
    if (none_of(Targets, [&](FunctionId T) { return Graph.Functions[T].IsDefined; }))
      continue;
    PointState S = at(N, C.State);
    if (C.Under.Lock)
      if (Held Under = absolute(C.Under, N); Under.Lock) {
        S.Holds.push_back(Under);
        std::sort(S.Holds.begin(), S.Holds.end());
      }
    const Objects Given = absolute(C.Given, N);
    ContextId Runs = N.Runs;
    uint8_t DoubtsThere = Doubts;
    if (IsGuess)
      DoubtsThere |= Node::Guessed;
    if (Contexts[Runs].What == Context::Isr && isWrongInHandler(Info, C))
      DoubtsThere |= Node::Told;
    // A question of the program has shown the core; it holds until the thread may move.
    if (C.State->Core)
      Runs = onCore(Runs, *C.State->Core);
    for (FunctionId T : Targets) {
      const Function &Callee = Graph.Functions[T];
      if (!Callee.IsDefined)
        continue;
      ContextId Here = Callee.IsInit ? InitContext : Runs;
      // The body may assume the core it claims. Who calls it from elsewhere is told so there.
      if (Callee.ClaimsCore && Callee.Runs.What == Context::Thread && !Callee.IsInit) {
        const Context &Caller = Contexts[Runs];
        if ((Caller.Core && *Caller.Core != *Callee.Runs.Core) || Caller.IsMigrating) {
          claim(T);
          continue;
        }
        Here = onCore(Runs, *Callee.Runs.Core);
      }
      reach(T, Here, Given, S, Id, C.At, DoubtsThere);
    }
  }
  for (StartId S : Info.Starts) {
    const Node &N = Nodes[Id];
    ContextId Starter = N.Runs;
    auto &Executors = (Doubts & Node::Guessed ? GuessedBy : ExecutedBy)[S];
    if (!is_contained(Executors, Starter))
      Executors.push_back(Starter);
    const Start &Site = Graph.Starts[S];
    if (Site.What == Start::Unmask) {
      // In main, before anything masked them: the program lets interrupts begin.
      PointState P = at(N, Site.State);
      if (Contexts[Starter].What == Context::Thread && Contexts[Starter].Agent == 0 &&
          none_of(P.Holds, [](const Held &H) { return isMask(H.Kind); }) &&
          !is_contained(UnmaskGates, S))
        UnmaskGates.push_back(S);
      continue;
    }
    if (Site.What != Start::Body)
      continue;
    const Objects Given = absolute(Site.Given, N);
    if (FunctionId Target = targetOf(Site, N); Target != NoFunction)
      start(S, Target, Starter, Given, Site.IsRepeated, Doubts);
    else
      // A table names each of its functions once, and a loop over it starts each once.
      for (FunctionId Stored : Site.Stored)
        start(S, Stored, Starter, Given, /*IsRepeated=*/false, Doubts);
  }
}

/// Makes \p Target run where the start \p S says, which \p Starter executes.
void Solution::start(StartId S, FunctionId Target, ContextId Starter, ArrayRef<PathId> Given,
                     bool IsRepeated, uint8_t Doubts) {
  if (!Graph.Functions[Target].IsDefined)
    return;
  // Registered on two cores, it serves both. Where one is not known, it may be the same.
  int64_t Core = -1;
  if (Graph.Starts[S].Runs.What == Context::Isr && !Graph.Starts[S].Runs.Core &&
      Contexts[Starter].Core)
    Core = *Contexts[Starter].Core;
  auto It = StartContexts.lower_bound({S, Target, INT64_MIN});
  auto IsOfThis = [&] {
    return It != StartContexts.end() && std::get<0>(It->first) == S &&
           std::get<1>(It->first) == Target;
  };
  const bool IsOther = IsOfThis() && std::get<2>(It->first) != -1 && Core != -1;
  bool IsNew = !IsOfThis();
  if (IsNew || IsOther)
    std::tie(It, IsNew) = StartContexts.try_emplace({S, Target, Core}, 0);
  if (!IsNew) {
    ContextId Started = It->second;
    // The same site again, for other objects or from elsewhere.
    if (Contexts[Started].What == Context::Thread && ExecutedBy[S].size() > 1)
      Contexts[Started].IsMany = true;
    PointState State;
    if (Started < NotYetAtEntry.size())
      State.NotYet = NotYetAtEntry[Started];
    reach(Target, Started, Given, State, NoNode, 0, Doubts);
    return;
  }
  Context C = Graph.Starts[S].Runs;
  C.Entry = Graph.Functions[Target].Name;
  if (C.What == Context::Thread)
    C.IsMany |= IsRepeated || Contexts[Starter].IsMany;
  // A handler is registered with the interrupt controller of the core that does it.
  if (C.What == Context::Isr && !C.Core)
    C.Core = Contexts[Starter].Core;
  // Another function that starts here is another thread, and on another core another handler.
  auto Next = std::next(StartContexts.lower_bound({S, 0, INT64_MIN}));
  if (Graph.Starts[S].HasOwnAgent && Next != StartContexts.end() && std::get<0>(Next->first) == S)
    C.Agent = Graph.NumAgents++;
  It->second = Contexts.size();
  addContext(std::move(C), Target, Given, Doubts);
}

void Solution::countCores() {
  // Two different ones show that there are several.
  std::optional<int64_t> First;
  for (const Context &C : Contexts) {
    // One that is said to move has somewhere to go.
    if (C.IsMigrating && C.SaidAt)
      Graph.Target.HasManyCores = true;
    if (!C.Core)
      continue;
    if (First && *First != *C.Core)
      Graph.Target.HasManyCores = true;
    First = C.Core;
  }
}

/// Whether \p F does what only a thread does.
static bool actsAsThread(const Function &F) {
  return F.ActsAsThread ||
         any_of(F.Hazards, [](const Hazard &H) { return H.What == Hazard::Blocks; });
}

/// Functions that do what only a thread does, or that call one of those, by number.
std::vector<bool> Solution::findThreads() const {
  std::vector<bool> Acts(Graph.Functions.size());
  for (FunctionId F = 0; F < Graph.Functions.size(); ++F)
    Acts[F] = actsAsThread(Graph.Functions[F]);
  addCallers(Graph, Acts, [](const Call &C) { return C.State->IsReached; });
  return Acts;
}

bool Solution::run() {
  Work.clear();
  IsQueued.clear();
  std::vector<bool> IsThread;
  if (IsSharing)
    IsThread = findThreads();
  auto AddUncalled = [&](FunctionId F, bool IsAssumed) {
    // Before it nothing is known to be: others of its context may have run.
    if (IsSharing && Shared[IsThread[F]]) {
      reach(F, *Shared[IsThread[F]], {}, {}, NoNode, 0);
      return;
    }
    Context C;
    C.IsAssumed = IsAssumed;
    C.Entry = Graph.Functions[F].Name;
    ContextId Id = addContext(std::move(C), F, {});
    if (IsSharing)
      Shared[IsThread[F]] = Id;
  };
  // Start-up code is one context, whoever calls it.
  InitContext = Contexts.size();
  Context Init;
  Init.What = Context::Init;
  Contexts.push_back(Init);
  for (FunctionId F = 0; F < Graph.Functions.size(); ++F) {
    const Function &Info = Graph.Functions[F];
    if (!Info.IsDefined)
      continue;
    if (Info.IsInit) {
      reach(F, InitContext, {}, {}, NoNode, 0);
      continue;
    }
    if (beginsContext(F))
      addContext(Info.Runs, F, {});
  }
  for (FunctionId F = 0; F < Graph.Functions.size(); ++F)
    if (isUncalled(F))
      AddUncalled(F, /*IsAssumed=*/true);
  if (!drain())
    return false;
  // What only calls itself, and what only dead code starts.
  std::vector<bool> IsReached(Graph.Functions.size());
  size_t NumSeen = 0;
  auto See = [&] {
    for (; NumSeen < Nodes.size(); ++NumSeen)
      IsReached[Nodes[NumSeen].Function] = true;
  };
  See();
  for (FunctionId F = 0; F < Graph.Functions.size(); ++F)
    if (Graph.Functions[F].IsDefined && !IsReached[F]) {
      AddUncalled(F, /*IsAssumed=*/false);
      if (!drain())
        return false;
      See();
    }
  // A function that only a thread could run counts as one. In a whole program the thread that
  // runs it would be there: it is called by nobody, or in a way that is not seen.
  std::vector<bool> Acts(Contexts.size());
  for (const Node &N : Nodes) {
    if (actsAsThread(Graph.Functions[N.Function]))
      Acts[N.Runs] = true;
  }
  for (ContextId C = 0; C < Contexts.size(); ++C)
    if (Contexts[C].What == Context::Unknown && Acts[C] && !isNobody(C))
      Contexts[C].What = Context::Thread;
  return true;
}

//===----------------------------------------------------------------------===//
// Order
//===----------------------------------------------------------------------===//

/// In a complete program what nothing names but calls, and nobody calls, does not run, and neither
/// does what only such code registers or starts.
void Solution::findDead() {
  IsDead.assign(Contexts.size(), false);
  if (none_of(Graph.Functions, [](const Function &F) { return F.IsUnused; }))
    return;
  // What leads to main is where the machine starts.
  std::vector<bool> LeadsToMain(Graph.Functions.size());
  for (FunctionId F = 0; F < Graph.Functions.size(); ++F)
    LeadsToMain[F] = Graph.Functions[F].IsEntry && Graph.Functions[F].Runs.Agent == 0 &&
                     Graph.Functions[F].Runs.What == Context::Thread;
  addCallers(Graph, LeadsToMain, [](const Call &) { return true; });
  DenseSet<SymbolId> Unused;
  for (FunctionId F = 0; F < Graph.Functions.size(); ++F)
    if (Graph.Functions[F].IsUnused && !LeadsToMain[F])
      Unused.insert(Graph.Functions[F].Name);
  // Who is started, or a part of another, may be dead until somebody is found who runs.
  std::vector<std::vector<ContextId>> Wakes(Contexts.size());
  for (ContextId C = 0; C < Contexts.size(); ++C)
    IsDead[C] = isNobody(C) && !isShared(C) && Unused.contains(Contexts[C].Entry);
  for (auto &[Site, C] : StartContexts) {
    IsDead[C] = true;
    const StartId S = std::get<0>(Site);
    for (ContextId By : concat<const ContextId>(ExecutedBy[S], GuessedBy[S]))
      Wakes[By].push_back(C);
  }
  for (auto [Part, Of] : Derived) {
    IsDead[Part] = true;
    Wakes[Of].push_back(Part);
  }
  std::vector<ContextId> Running;
  for (ContextId C = 0; C < Contexts.size(); ++C)
    if (!IsDead[C])
      Running.push_back(C);
  while (!Running.empty()) {
    const ContextId By = Running.back();
    Running.pop_back();
    for (ContextId C : Wakes[By])
      if (IsDead[C]) {
        IsDead[C] = false;
        Running.push_back(C);
      }
  }
}

/// Whether the handler that \p S registers has returned, and does not run again, once it is taken
/// back: one thread does both, on the core that the handler has interrupted before. On another
/// core it may be at work meanwhile.
bool Solution::endsWhenTakenBack(StartId S) const {
  if (ExecutedBy[S].size() != 1 ||
      any_of(GuessedBy[S], [&](ContextId By) { return By != ExecutedBy[S].front(); }))
    return false;
  const Context &C = Contexts[ExecutedBy[S].front()];
  return C.What == Context::Thread && !C.IsMany &&
         (!Graph.Target.HasManyCores || (C.Core && !C.IsMigrating));
}

void Solution::findOrder() {
  std::vector<StartOrder::Gates> Gates(Contexts.size());
  for (auto &[Site, C] : StartContexts) {
    const StartId S = std::get<0>(Site);
    if (Graph.Starts[S].HasOwnAgent || Contexts[C].Agent == Graph.Starts[S].Runs.Agent)
      Gates[C].push_back({S});
  }
  StartSet All, AllThreads;
  for (StartId S = 0; S < Graph.Starts.size(); ++S) {
    if (ExecutedBy[S].empty())
      continue;
    if (Graph.Starts[S].What == Start::All)
      All.push_back(S);
    else if (Graph.Starts[S].What == Start::Threads)
      AllThreads.push_back(S);
  }
  std::sort(UnmaskGates.begin(), UnmaskGates.end());
  for (ContextId C = 0; C < Contexts.size(); ++C) {
    const Context &X = Contexts[C];
    if (X.What == Context::Isr || !X.LineName.empty()) {
      StartSet Enables, Enablers;
      for (StartId S = 0; S < Graph.Starts.size(); ++S) {
        const Start &Site = Graph.Starts[S];
        if (Site.What != Start::Enable || ExecutedBy[S].empty())
          continue;
        if ((X.Line && Site.Runs.Line == X.Line) ||
            (!X.LineName.empty() && Site.Runs.LineName == X.LineName))
          Enables.push_back(S);
        if (!X.EnabledBy.empty() && Site.Runs.LineName == X.EnabledBy)
          Enablers.push_back(S);
      }
      if (!Enablers.empty())
        Gates[C].push_back(std::move(Enablers));
      // Who only ever runs inside the calls that signal him preempts nobody.
      if (StringRef(X.LineName).starts_with(IdleHandle) && !Enables.empty() &&
          all_of(Enables, [&](StartId S) {
            return Graph.Starts[S].IsCalling && all_of(ExecutedBy[S], [&](ContextId By) {
                     return Contexts[By].What != Context::Isr || By == C;
                   });
          }))
        Contexts[C].IsCalled = true;
      if (!Enables.empty())
        Gates[C].push_back(std::move(Enables));
      if (!UnmaskGates.empty() && X.What == Context::Isr && !X.IsSignal)
        Gates[C].push_back(UnmaskGates);
    }
    if (!All.empty() && (X.What == Context::Isr || X.What == Context::Thread) && X.Agent != 0)
      Gates[C].push_back(All);
    if (!AllThreads.empty() && X.What == Context::Thread && X.Agent != 0)
      Gates[C].push_back(AllThreads);
  }
  for (auto [Part, Of] : Derived)
    Gates[Part] = Gates[Of];
  // Who does not run starts nobody.
  for (ContextId C = 0; C < Contexts.size(); ++C)
    if (isNobody(C))
      Gates[C] = {StartSet()};
  StartSet MayRunOn;
  for (StartId S = 0; S < Graph.Starts.size(); ++S)
    if (Graph.Starts[S].IsTakenBack && !endsWhenTakenBack(S))
      MayRunOn.push_back(S);
  std::vector<ArrayRef<StartId>> Exposed(Graph.Starts.size());
  for (const Function &F : Graph.Functions)
    if (F.Behind != NoFunction)
      for (StartId S : F.Starts)
        Exposed[S] = ExposedBy.find(F.Behind)->second;
  Order = StartOrder(Graph.Starts, std::move(Gates), ExecutedBy, std::move(MayRunOn),
                     std::move(Exposed));
}

/// Before a context that runs once begins, it has started nothing, and neither has who sleeps as
/// long as it has not.
void Solution::findOwnStarts() {
  // What it does where a question has shown the core it does itself.
  std::vector<ContextId> Whole(Contexts.size());
  std::iota(Whole.begin(), Whole.end(), 0);
  for (auto [Part, Of] : Derived)
    Whole[Part] = Whole[Of];
  for (StartId S = 0; S < Graph.Starts.size(); ++S)
    if (Graph.Starts[S].What != Start::Unmask || contains(UnmaskGates, S))
      for (ContextId C : ExecutedBy[S])
        if (StartSet &Mine = NotYetAtEntry[Whole[C]]; !Contexts[C].IsMany && !isShared(C))
          Mine.push_back(S);
  if (all_of(NotYetAtEntry, [](const StartSet &S) { return S.empty(); }))
    return;
  findOrder();
  for (ContextId C = 0; C < Contexts.size(); ++C) {
    StartSet &Mine = NotYetAtEntry[C];
    llvm::sort(Mine);
    Mine.erase(llvm::unique(Mine), Mine.end());
    for (bool HasChanged = true; HasChanged && !Mine.empty();) {
      StartSet Kept;
      for (StartId S : Mine)
        if (all_of(ExecutedBy[S], [&](ContextId By) {
              return Whole[By] == C || isNobody(By) || isAsleep(By, Mine);
            }))
          Kept.push_back(S);
      HasChanged = Kept.size() != Mine.size();
      Mine = std::move(Kept);
    }
  }
}

bool Solution::isAlone(ContextId C, const StartSet &NotYet,
                       const DenseSet<ContextId> &Users) const {
  bool HasOthers = false;
  for (ContextId Other : Users) {
    if (Other == C || Contexts[Other].Agent == Contexts[C].Agent)
      continue;
    HasOthers = true;
    if (!isAsleep(Other, NotYet))
      return false;
  }
  return HasOthers;
}

} // namespace ambit
