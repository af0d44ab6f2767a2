//===- ContextSolver.cpp --------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "program/ContextSolver.h"
#include "llvm/ADT/STLExtras.h"
#include <algorithm>

using namespace llvm;

namespace ambit {

bool actsAsThread(const Function &F) {
  return F.ActsAsThread ||
         any_of(F.Hazards, [](const Hazard &H) { return H.What == Hazard::Blocks; });
}

std::optional<SolvedContext> ContextSolver::solve(const Context &What, bool IsStartUp,
                                                  ArrayRef<ContextEntry> Entries, size_t MaxNodes) {
  begin(What, IsStartUp);
  for (const ContextEntry &E : Entries)
    enter(E, &E - Entries.begin());
  const bool IsDone = drain(MaxNodes);
  SolvedContext Solved = end();
  if (!IsDone)
    return std::nullopt;
  Solved.NumNodes = Solved.Nodes.size();
  return Solved;
}

void ContextSolver::begin(const Context &What, bool IsStartUpCode) {
  IsStartUp = IsStartUpCode;
  Out = SolvedContext();
  Out.Cores.push_back(-1);
  Out.ActsAsThread.push_back(false);
  Parts.assign(1, What);
}

SolvedContext ContextSolver::end() {
  for (FunctionId F : Out.Functions)
    CopiesOf[F].clear();
  Work.clear();
  IsQueued.clear();
  Told.clear();
  HasAsked.clear();
  return std::move(Out);
}

void ContextSolver::enter(const ContextEntry &E, uint32_t Number) {
  reach(E.Function, /*Part=*/0, E.Given, E.Holds, E.NotYet,
        E.IsCall ? SolvedContext::callerOfEntry(Number) : NoNode, /*At=*/0, E.Doubts);
}

bool ContextSolver::drain(size_t MaxNodes) {
  for (size_t I = 0; I < Work.size(); ++I) {
    if (Out.Nodes.size() > MaxNodes)
      return false;
    NodeId N = Work[I];
    IsQueued[N] = false;
    process(N);
  }
  Work.clear();
  return Out.Nodes.size() <= MaxNodes;
}

/// Says \p E once; of calls of start-up code what is known last, which is the least.
void ContextSolver::tell(ContextEffect E, NodeId By) {
  E.Depth = Out.Depths[By];
  if (!Out.Effects.empty())
    E.Depth = std::max(E.Depth, Out.Effects.back().Depth);
  auto [It, IsNew] = Told.try_emplace({E.What, E.Doubts, E.IsRepeated, E.Part, E.Start, E.Target,
                                       E.Given.address(), E.Caller, E.At},
                                      Out.Effects.size());
  if (IsNew) {
    Out.Effects.push_back(std::move(E));
    return;
  }
  ContextEffect &Before = Out.Effects[It->second];
  E.Depth = Before.Depth;
  Before = std::move(E);
}

void ContextSolver::keepAsked() {
  for (PointerContents::Question Q : Asked)
    if (HasAsked.insert(uint64_t(Q.Through) << 1 | uint64_t(Q.IsGuess)).second)
      Out.Asked.push_back(Q);
}

/// The part that is known to run on core \p Number.
uint32_t ContextSolver::onCore(uint32_t Part, int64_t Number) {
  if (Parts[Part].Core && !Parts[Part].IsMigrating)
    return Part;
  for (uint32_t P = 1; P < Parts.size(); ++P)
    if (Out.Cores[P] == Number)
      return P;
  Context New = Parts[0];
  New.Core = Number;
  New.IsMigrating = New.IsElsewhere = false;
  Parts.push_back(std::move(New));
  Out.Cores.push_back(Number);
  Out.ActsAsThread.push_back(false);
  return Parts.size() - 1;
}

void ContextSolver::demand(FunctionId F, const Node &N, LockSet &Holds) const {
  for (const Demand &D : Graph.Functions[F].Requires)
    if (Held L = absolute(Graph.Paths, D.Lock, N); L.Lock)
      if (none_of(Holds, [&](const Held &H) { return H.Lock == L.Lock; }))
        Holds.push_back(L);
  std::sort(Holds.begin(), Holds.end());
}

void ContextSolver::enqueue(NodeId N) {
  if (IsQueued[N])
    return;
  IsQueued[N] = true;
  Work.push_back(N);
}

/// \p P, which is or leads through \p From, as it is called where that is \p To; 0 if it does not.
PathId ContextSolver::renamed(PathId P, PathId From, PathId To) {
  if (P == From)
    return To;
  const PathNode N = Graph.Paths[P];
  const PathId Parent = N.Parent ? renamed(N.Parent, From, To) : 0;
  return Parent ? Graph.Paths.get(N.Kind, Parent, N.Symbol, N.Index) : 0;
}

/// \p Holds of a caller, if some of its objects, \p There, have other names in the callee, \p Here:
/// then the locks in them have, too. Nothing if none has.
LockSet ContextSolver::renamedLocks(const LockSet &Holds, ArrayRef<PathId> There,
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

void ContextSolver::reach(FunctionId F, uint32_t Part, ArrayRef<PathId> GivenThere,
                          ListRef<LockSet> Holds, ListRef<StartSet> NotYet, NodeId Caller,
                          PlaceId At, uint8_t Doubts) {
  ListRef<Bindings> Given = Lists.Given.get(Relevant.complete(F, GivenThere));
  SmallVector<Copy, 1> &Mine = CopiesOf[F];
  if (Mine.empty())
    Out.Functions.push_back(F);
  // What is certain is there by itself: a doubtful way here takes nothing from it.
  const uint32_t Where = whereOf(Part, Doubts);
  auto IsAlike = [&](const Copy &C) { return C.Where == Where; };
  auto Find = [&] {
    return find_if(Mine, [&](const Copy &C) { return C.Given == Given && IsAlike(C); });
  };
  constexpr unsigned MaxCopies = 24;
  auto *It = Find();
  if (It == Mine.end() && Mine.size() >= MaxCopies && count_if(Mine, IsAlike) >= MaxCopies) {
    // Called with too many objects: one copy stands for the rest.
    Given = Lists.Given.get(Relevant.complete(F, {}));
    It = Find();
  }
  if (!Holds.empty())
    if (const LockSet Renamed = renamedLocks(Holds, GivenThere, Given); !Renamed.empty())
      Holds = Lists.Holds.get(Renamed);
  const bool HasDemands = !Graph.Functions[F].Requires.empty();
  // A demand is assumed; who calls is asked for it.
  auto WithDemands = [&](const Node &N) {
    if (!HasDemands)
      return Holds;
    LockSet All = Holds;
    demand(F, N, All);
    return Lists.Holds.get(All);
  };
  if (It == Mine.end()) {
    NodeId Id = Out.Nodes.size();
    Node &N = Out.Nodes.emplace_back();
    const uint32_t Depth = Caller < Id ? Out.Depths[Caller] + 1 : 0;
    Out.Depths.push_back(Out.Depths.empty() ? Depth : std::max(Depth, Out.Depths.back()));
    N.Function = F;
    N.Runs = Part;
    N.Given = Given;
    N.Holds = WithDemands(N);
    N.NotYet = NotYet;
    N.Caller = Caller;
    N.CalledAt = At;
    N.Doubts = Doubts;
    N.IsEntry = Caller == NoNode;
    if (actsAsThread(Graph.Functions[F]))
      Out.ActsAsThread[Part] = true;
    Mine.push_back({Given, Id, Where});
    IsQueued.push_back(false);
    enqueue(Id);
    return;
  }
  Node &N = Out.Nodes[It->Is];
  N.IsEntry |= Caller == NoNode;
  const ListRef<LockSet> There = WithDemands(N);
  // What held before holds here, too, most of the time.
  const bool HasAllHeld =
      There == N.Holds || std::includes(There.begin(), There.end(), N.Holds.begin(), N.Holds.end());
  const bool HasAllNotYet = NotYet == N.NotYet || std::includes(NotYet.begin(), NotYet.end(),
                                                                N.NotYet.begin(), N.NotYet.end());
  if (HasAllHeld && HasAllNotYet)
    return;
  if (!HasAllHeld)
    N.Holds = Lists.Holds.get(intersect(N.Holds, There));
  if (!HasAllNotYet) {
    StartSet Both;
    std::set_intersection(N.NotYet.begin(), N.NotYet.end(), NotYet.begin(), NotYet.end(),
                          std::back_inserter(Both));
    N.NotYet = Lists.NotYet.get(Both);
  }
  enqueue(It->Is);
}

void ContextSolver::process(NodeId Id) {
  const Function &Info = Graph.Functions[Out.Nodes[Id].Function];
  for (const Call &C : Info.Calls)
    if (C.State->IsReached)
      follow(Id, C);
  for (StartId S : Info.Starts)
    start(Id, S);
}

void ContextSolver::follow(NodeId Id, const Call &C) {
  const Node N = Out.Nodes[Id]; // a copy: there will be more
  const Function &Info = Graph.Functions[N.Function];
  const Context &Here = Parts[N.Runs];
  if (!runsHere(C.State, Here))
    return;
  // A handler that fails does not go on, nor does what it interrupted.
  if (C.IsLastWord && Here.What == Context::Isr)
    return;
  Asked.clear();
  const auto [Targets, IsGuess] = Contents.calleesOf(C, N, Asked);
  keepAsked();
  // Of a function without a body nothing follows.
  if (none_of(Targets, [&](FunctionId T) { return Graph.Functions[T].IsDefined; }))
    return;
  ListRef<LockSet> Holds = N.Holds;
  ListRef<StartSet> NotYet = N.NotYet;
  // At most points nothing has changed since the entry.
  if (&*C.State != &*LocalStateRef::reached() || C.Under.Lock) {
    PointState S = stateAt(Graph.Paths, N, C.State);
    if (C.Under.Lock)
      if (Held Under = absolute(Graph.Paths, C.Under, N); Under.Lock) {
        S.Holds.push_back(Under);
        std::sort(S.Holds.begin(), S.Holds.end());
      }
    Holds = Lists.Holds.get(S.Holds);
    NotYet = Lists.NotYet.get(S.NotYet);
  }
  const Objects Given = absolute(Graph.Paths, C.Given, N);
  uint8_t Doubts = N.Doubts;
  if (IsGuess)
    Doubts |= Node::Guessed;
  if (Here.What == Context::Isr && Handlers.isWrong(Info, C))
    Doubts |= Node::Told;
  // A question of the program has shown the core; it holds until the thread may move.
  uint32_t Part = N.Runs;
  if (C.State->Core)
    Part = onCore(Part, *C.State->Core);
  for (FunctionId T : Targets) {
    const Function &Callee = Graph.Functions[T];
    if (!Callee.IsDefined)
      continue;
    if (Callee.IsInit) {
      // Start-up code is one context, whoever calls it.
      if (IsStartUp) {
        reach(T, /*Part=*/0, Given, Holds, NotYet, Id, C.At, Doubts);
        continue;
      }
      ContextEffect E;
      E.What = ContextEffect::CallsInit;
      E.Doubts = Doubts;
      E.Part = Part;
      E.Target = T;
      E.Given = Lists.Given.get(Given);
      E.Holds = Holds;
      E.NotYet = NotYet;
      E.Caller = Id;
      E.By = N.Function;
      E.At = C.At;
      tell(std::move(E), Id);
      continue;
    }
    uint32_t There = Part;
    // The body may assume the core it claims. Who calls it from elsewhere is told so there.
    if (Callee.ClaimsCore && Callee.Runs.What == Context::Thread) {
      const Context &Caller = Parts[Part];
      if ((Caller.Core && *Caller.Core != *Callee.Runs.Core) || Caller.IsMigrating) {
        ContextEffect E;
        E.What = ContextEffect::Claims;
        E.Target = T;
        tell(std::move(E), Id);
        continue;
      }
      There = onCore(Part, *Callee.Runs.Core);
    }
    reach(T, There, Given, Holds, NotYet, Id, C.At, Doubts);
  }
}

void ContextSolver::start(NodeId Id, StartId S) {
  const Node N = Out.Nodes[Id];
  const Start &Site = Graph.Starts[S];
  ContextEffect E;
  E.Doubts = N.Doubts & Node::Guessed;
  E.Part = N.Runs;
  E.Start = S;
  tell(E, Id);
  if (Site.What == Start::Unmask) {
    PointState P = stateAt(Graph.Paths, N, Site.State);
    E.What = ContextEffect::Unmasks;
    if (none_of(P.Holds, [](const Held &H) { return isMask(H.Kind); }))
      tell(std::move(E), Id);
    return;
  }
  if (Site.What != Start::Body)
    return;
  E.What = ContextEffect::Starts;
  E.Doubts = N.Doubts;
  E.Given = Lists.Given.get(absolute(Graph.Paths, Site.Given, N));
  Asked.clear();
  E.Target = Contents.targetOf(Site, N, Asked);
  keepAsked();
  E.IsRepeated = Site.IsRepeated;
  if (E.Target != NoFunction) {
    tell(std::move(E), Id);
    return;
  }
  // A table names each of its functions once, and a loop over it starts each once.
  E.IsRepeated = false;
  for (FunctionId Stored : Site.Stored) {
    E.Target = Stored;
    tell(E, Id);
  }
}

} // namespace ambit
