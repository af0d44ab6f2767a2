//===- ContextMap.cpp -----------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "facts/ContextMap.h"
#include "rules/ContextNotes.h"
#include "llvm/ADT/StringExtras.h"
#include <map>

using namespace llvm;

namespace ambit::facts {

std::string ContextMap::Runner::coreText() const {
  if (!Cores.empty())
    return join(map_range(Cores, [](int64_t C) { return std::to_string(C); }), ", ");
  return IsMigrating ? "any" : "not known";
}

std::pair<const TextPlace &, const char *> ContextMap::Runner::origin() const {
  if (StartedAt.Line)
    return {StartedAt, What == Context::Isr ? "registered" : "started"};
  if (SaidAt.Line)
    return {SaidAt, "declared"};
  return {DefinedAt, "defined"};
}

std::string ContextMap::Runner::heading() const {
  std::string Out = Name + ": " + (IsMany ? "several of: " : "") + Kind;
  if (Level)
    Out += (What == Context::Isr ? ", level " : ", priority ") + std::to_string(*Level);
  if (!Cores.empty() || IsMigrating)
    Out += Cores.empty() ? ", any core" : ", core " + coreText();
  return Out;
}

std::string ContextMap::Runner::whereabouts() const {
  std::vector<std::string> Parts;
  if (!Cores.empty() || IsMigrating)
    Parts.push_back(Cores.empty() ? "any core" : "core " + coreText());
  if (What == Context::Isr && Level)
    Parts.push_back("interrupt level " + std::to_string(*Level));
  else if (What == Context::Thread && Kind == ContextMap::Thread)
    Parts.push_back((IsMany ? "threads '" : "thread '") + Name + "'");
  else
    Parts.push_back(Kind);
  return join(Parts, ", ");
}

std::vector<ContextMap::Step> ContextMap::steps(const Way &W) const {
  std::vector<Step> Out;
  for (const Way *Here = &W; Here->Caller != NoWay; Here = &Ways[Here->Caller])
    Out.push_back({Here->CalledAt, Routines[Ways[Here->Caller].To].quoted() + " calls " +
                                       Routines[Here->To].quoted() + " here"});
  const Runner &X = Runners[W.By];
  auto [At, How] = X.origin();
  if (At.Line && X.What != Context::Unknown && X.What != Context::Init)
    Out.push_back({At, "'" + X.Name + "' is " + How + " here"});
  std::reverse(Out.begin(), Out.end());
  return Out;
}

std::string ContextMap::whereabouts(const Routine &F) const {
  std::vector<std::string> Parts;
  const Runner *Only = nullptr;
  for (uint32_t W : F.Ways)
    if (const Runner &X = Runners[Ways[W].By]; X.What != Context::Unknown) {
      Parts.push_back(X.whereabouts());
      Only = &X;
    }
  if (Parts.empty())
    return "";
  if (Parts.size() > 1)
    return runsIn(Parts.size()) + ": " + join(Parts, "; ");
  StringRef First = Parts.front();
  StringRef Link = !Only->Cores.empty() || Only->IsMigrating ? "on "
                   : First.starts_with("interrupt level")    ? "at "
                   : Only->What == Context::Init             ? "in "
                   : First == MainThread                     ? "in the "
                   : First.starts_with("interrupt")          ? "in an "
                   : Only->What == Context::Isr              ? "in a "
                                                             : "in ";
  return ("runs " + Link + First).str();
}

std::string ContextMap::runsIn(size_t Count) {
  return "runs in " + std::to_string(Count) + (Count == 1 ? " context" : " contexts");
}

namespace {

class Mapper {
public:
  Mapper(const SolvedProgram &P, function_ref<TextPlace(PlaceId)> Place,
         function_ref<uint64_t(SymbolId)> Identity, bool WithUncalled)
      : S(P.solution()), Graph(P.graph()), Words(P), Place(Place), Identity(Identity),
        WithUncalled(WithUncalled) {
    for (FunctionId F = 0; F < Graph.Functions.size(); ++F)
      BySymbol.try_emplace(Graph.Functions[F].Name, F);
  }

  ContextMap run() {
    addRunners();
    addRoutines();
    addWays();
    return std::move(Into);
  }

private:
  static StringRef kindOf(const Context &C, const Function *F) {
    switch (C.What) {
    case Context::Init:
      return ContextMap::StartUp;
    case Context::Unknown:
      return ContextMap::Uncalled;
    case Context::Thread:
      return F && F->IsMain ? ContextMap::MainThread : ContextMap::Thread;
    case Context::Isr:
      break;
    }
    return C.IsSignal ? ContextMap::Signal : ContextMap::Interrupt;
  }

  /// Handlers by level, threads by priority, then the rest.
  static auto urgency(const ContextMap::Runner &X) {
    unsigned Class = X.What == Context::Isr      ? 0
                     : X.What == Context::Thread ? 1
                     : X.What == Context::Init   ? 2
                                                 : 3;
    return std::tuple(Class, X.Level ? -*X.Level : INT64_MAX, StringRef(X.Name), X.DefinedAt.key(),
                      X.StartedAt.key());
  }

  bool isTold(const Node &N) const {
    return WithUncalled || S.contexts()[N.Runs].What != Context::Unknown;
  }

  void addRunners() {
    std::map<std::tuple<Context::Kind, SymbolId, PlaceId, PlaceId>, uint32_t> Known;
    std::vector<ContextMap::Runner> All;
    std::vector<uint32_t> Of;
    for (const Context &C : S.contexts()) {
      auto [It, IsNew] = Known.try_emplace({C.What, C.Entry, C.StartedAt, C.SaidAt}, All.size());
      Of.push_back(It->second);
      if (IsNew) {
        ContextMap::Runner &X = All.emplace_back();
        auto Entry = BySymbol.find(C.Entry);
        const Function *F = Entry == BySymbol.end() ? nullptr : &Graph.Functions[Entry->second];
        X.What = C.What;
        X.Kind = kindOf(C, F).str();
        X.Name = C.What == Context::Init ? "start-up"
                 : F                     ? Words.bareFunctionName(Entry->second)
                                         : Words.nameOf(C);
        X.Level = C.Level;
        X.Line = C.Line ? std::to_string(*C.Line) : C.LineName;
        X.DefinedAt = Place(F ? F->At : 0);
        X.StartedAt = Place(C.StartedAt);
        X.SaidAt = Place(C.SaidAt);
      }
      ContextMap::Runner &X = All[It->second];
      if (C.Core)
        X.Cores.insert(*C.Core);
      X.IsMany |= C.IsMany;
      X.IsMigrating |= C.IsMigrating;
    }
    // Start-up code is there in every program; it runs something in few.
    std::vector<bool> HasNode(All.size());
    for (const Node &N : S.nodes())
      if (isTold(N))
        HasNode[Of[N.Runs]] = true;
    std::vector<uint32_t> Order;
    for (uint32_t I = 0; I < All.size(); ++I)
      if (HasNode[I])
        Order.push_back(I);
    llvm::sort(Order, [&](uint32_t A, uint32_t B) { return urgency(All[A]) < urgency(All[B]); });
    std::vector<uint32_t> New(All.size(), NoNode);
    for (uint32_t I : Order) {
      New[I] = Into.Runners.size();
      Into.Runners.push_back(std::move(All[I]));
    }
    for (uint32_t I : Of)
      Into.RunnerOf.push_back(New[I]);
  }

  void addRoutines() {
    Into.RoutineOf.assign(Graph.Functions.size(), ~0u);
    std::vector<std::pair<FunctionId, ContextMap::Routine>> All;
    for (const Node &N : S.nodes()) {
      if (!isTold(N))
        continue;
      uint32_t &At = Into.RoutineOf[N.Function];
      if (At == ~0u) {
        At = All.size();
        const Function &F = Graph.Functions[N.Function];
        ContextMap::Routine &X = All.emplace_back(N.Function, ContextMap::Routine()).second;
        X.Name = Words.bareFunctionName(N.Function);
        X.HasName = Words.functionName(N.Function) != X.Name;
        X.Identity = Identity(F.Name);
        X.DefinedAt = Place(F.At);
      }
      All[At].second.RunBy.insert(Into.RunnerOf[N.Runs]);
    }
    llvm::sort(All, [](const auto &A, const auto &B) {
      return std::tuple(A.second.DefinedAt.key(), StringRef(A.second.Name), A.first) <
             std::tuple(B.second.DefinedAt.key(), StringRef(B.second.Name), B.first);
    });
    for (auto &[F, X] : All) {
      Into.RoutineOf[F] = Into.Routines.size();
      Into.Routines.push_back(std::move(X));
    }
  }

  /// How many calls lead from the start of its context to each node.
  std::vector<uint32_t> lengths() const {
    constexpr uint32_t Open = ~0u;
    std::vector<uint32_t> Of(S.nodes().size(), Open);
    std::vector<NodeId> Above;
    for (NodeId N = 0; N < Of.size(); ++N) {
      NodeId At = N;
      for (; At != NoNode && Of[At] == Open; At = S.nodes()[At].Caller)
        Above.push_back(At);
      uint32_t Length = At == NoNode ? 0 : Of[At] + 1;
      for (; !Above.empty(); Above.pop_back())
        Of[Above.back()] = Length++;
    }
    return Of;
  }

  void addWays() {
    std::vector<uint32_t> Length = lengths();
    std::map<std::pair<uint32_t, uint32_t>, NodeId> Shortest; ///< by routine and runner
    for (NodeId N = 0; N < S.nodes().size(); ++N) {
      if (!isTold(S.nodes()[N]))
        continue;
      std::pair Key(Into.RoutineOf[S.nodes()[N].Function], Into.RunnerOf[S.nodes()[N].Runs]);
      auto [It, IsNew] = Shortest.try_emplace(Key, N);
      if (!IsNew && Length[N] < Length[It->second])
        It->second = N;
    }
    for (const auto &[Key, N] : Shortest)
      Into.Routines[Key.first].Ways.push_back(way(N));
  }

  /// The way that ends at node \p Last. Callers come before what they call.
  uint32_t way(NodeId Last) {
    SmallVector<NodeId> Missing;
    NodeId At = Last;
    for (; At != NoNode && !WayOf.contains(At); At = S.nodes()[At].Caller)
      Missing.push_back(At);
    uint32_t Caller = At == NoNode ? ContextMap::NoWay : WayOf[At];
    for (NodeId N : reverse(Missing)) {
      const Node &From = S.nodes()[N];
      WayOf[N] = Into.Ways.size();
      Into.Ways.push_back({Into.RoutineOf[From.Function], Into.RunnerOf[From.Runs], Caller,
                           Place(Caller == ContextMap::NoWay ? 0 : From.CalledAt)});
      Caller = WayOf[N];
    }
    return Caller;
  }

  const Solution &S;
  const Program &Graph;
  ContextNotes Words;
  function_ref<TextPlace(PlaceId)> Place;
  function_ref<uint64_t(SymbolId)> Identity;
  bool WithUncalled;
  DenseMap<SymbolId, FunctionId> BySymbol;
  DenseMap<NodeId, uint32_t> WayOf;
  ContextMap Into;
};

} // namespace

ContextMap mapContexts(const SolvedProgram &P, function_ref<TextPlace(PlaceId)> Place,
                       function_ref<uint64_t(SymbolId)> Identity, bool WithUncalled) {
  return Mapper(P, Place, Identity, WithUncalled).run();
}

} // namespace ambit::facts
