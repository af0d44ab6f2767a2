//===- ProgramMap.cpp -----------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/ProgramMap.h"
#include "rules/ContextNotes.h"
#include "llvm/ADT/StringExtras.h"
#include <map>

using namespace llvm;

namespace ambit::driver {

facts::TextPlace textPlace(const Run &R, PlaceId P) {
  const facts::LinkedNames &Names = R.Linked->Names;
  const facts::LinkedNames::Place &At = Names.place(P);
  return {Names.file(P).str(), At.Line, At.Column};
}

std::string ProgramMap::Runner::coreText() const {
  if (!Cores.empty())
    return join(map_range(Cores, [](int64_t C) { return std::to_string(C); }), ", ");
  return IsMigrating ? "any" : "not known";
}

std::pair<const facts::TextPlace &, const char *> ProgramMap::Runner::origin() const {
  if (StartedAt.Line)
    return {StartedAt, What == Context::Isr ? "registered" : "started"};
  if (SaidAt.Line)
    return {SaidAt, "declared"};
  return {DefinedAt, "defined"};
}

namespace {

class Mapper {
public:
  explicit Mapper(const Run &R) : R(R), P(*R.Solved), S(P.solution()), Graph(P.graph()), Words(P) {
    for (FunctionId F = 0; F < Graph.Functions.size(); ++F)
      BySymbol.try_emplace(Graph.Functions[F].Name, F);
  }

  ProgramMap run() {
    addRunners();
    addStarters();
    addRoutines();
    addObjects();
    addFindings();
    return std::move(Into);
  }

private:
  std::string kindOf(const Context &C, const Function *F) const {
    std::string Kind;
    switch (C.What) {
    case Context::Init:
      return "start-up code";
    case Context::Unknown:
      return "not called here";
    case Context::Thread:
      Kind = F && F->IsMain ? "main thread" : "thread";
      break;
    case Context::Isr:
      Kind = C.IsSignal ? "signal handler" : "interrupt handler";
      break;
    }
    return Kind;
  }

  /// Handlers by level, threads by priority, then the rest.
  static auto urgency(const ProgramMap::Runner &X) {
    unsigned Class = X.What == Context::Isr      ? 0
                     : X.What == Context::Thread ? 1
                     : X.What == Context::Init   ? 2
                                                 : 3;
    return std::tuple(Class, X.Level ? -*X.Level : INT64_MAX, StringRef(X.Name), X.DefinedAt.key(),
                      X.StartedAt.key());
  }

  void addRunners() {
    std::map<std::tuple<Context::Kind, SymbolId, PlaceId, PlaceId>, uint32_t> Known;
    std::vector<ProgramMap::Runner> All;
    std::vector<uint32_t> Of;
    for (const Context &C : S.contexts()) {
      auto [It, IsNew] = Known.try_emplace({C.What, C.Entry, C.StartedAt, C.SaidAt}, All.size());
      Of.push_back(It->second);
      if (IsNew) {
        ProgramMap::Runner &X = All.emplace_back();
        auto Entry = BySymbol.find(C.Entry);
        const Function *F = Entry == BySymbol.end() ? nullptr : &Graph.Functions[Entry->second];
        X.What = C.What;
        X.Kind = kindOf(C, F);
        X.Name = C.What == Context::Init ? "start-up"
                 : F                     ? Words.bareFunctionName(Entry->second)
                                         : Words.nameOf(C);
        X.Level = C.Level;
        X.Line = C.Line ? std::to_string(*C.Line) : C.LineName;
        X.DefinedAt = textPlace(R, F ? F->At : 0);
        X.StartedAt = textPlace(R, C.StartedAt);
        X.SaidAt = textPlace(R, C.SaidAt);
      }
      ProgramMap::Runner &X = All[It->second];
      if (C.Core)
        X.Cores.insert(*C.Core);
      X.IsMany |= C.IsMany;
      X.IsMigrating |= C.IsMigrating;
    }
    // Start-up code is there in every program; it runs something in few.
    std::vector<bool> HasNode(All.size());
    for (const Node &N : S.nodes())
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

  void addStarters() {
    std::multimap<PlaceId, uint32_t> StartedAt;
    for (ContextId C = 0; C < S.contexts().size(); ++C)
      if (PlaceId At = S.contexts()[C].StartedAt; At && Into.RunnerOf[C] != NoNode)
        StartedAt.insert({At, Into.RunnerOf[C]});
    for (const Node &N : S.nodes())
      for (StartId Id : Graph.Functions[N.Function].Starts) {
        auto [Begin, End] = StartedAt.equal_range(Graph.Starts[Id].At);
        for (auto It = Begin; It != End; ++It)
          Into.Starters.insert({Into.RunnerOf[N.Runs], It->second});
      }
  }

  void addRoutines() {
    std::map<FunctionId, std::set<uint32_t>> RunBy;
    for (const Node &N : S.nodes())
      RunBy[N.Function].insert(Into.RunnerOf[N.Runs]);
    for (auto &[F, By] : RunBy)
      Into.Routines.push_back(
          {Words.bareFunctionName(F), textPlace(R, Graph.Functions[F].At), std::move(By)});
    llvm::sort(Into.Routines, [](const auto &A, const auto &B) {
      return std::tuple(A.DefinedAt.key(), StringRef(A.Name)) <
             std::tuple(B.DefinedAt.key(), StringRef(B.Name));
    });
  }

  /// The object \p Path as one would write it; empty if it has no name for all.
  std::string pathText(PathId Path) const {
    const PathNode &N = Graph.Paths[Path];
    switch (N.Kind) {
    case PathKind::Global:
    case PathKind::Local:
      return P.names().name(N.Symbol);
    case PathKind::Field: {
      bool IsArrow = Graph.Paths[N.Parent].Kind == PathKind::Pointee;
      std::string Of = pathText(IsArrow ? Graph.Paths[N.Parent].Parent : N.Parent);
      return Of.empty() ? Of : Of + (IsArrow ? "->" : ".") + P.names().name(N.Symbol);
    }
    case PathKind::Element:
    case PathKind::SomeElement: {
      std::string Of = pathText(N.Parent);
      if (Of.empty())
        return Of;
      return Of + (N.Kind == PathKind::Element ? "[" + std::to_string(N.Index) + "]" : "[...]");
    }
    case PathKind::Pointee: {
      std::string Of = pathText(N.Parent);
      return Of.empty() ? Of : "*" + Of;
    }
    default:
      return "";
    }
  }

  uint32_t lock(const Held &H) {
    std::string Name =
        Graph.Paths[H.Lock].Kind == PathKind::Machine ? Words.lockName(H) : pathText(H.Lock);
    if (Name.empty())
      Name = Words.lockText(H.Lock);
    auto [It, IsNew] = LockNumbers.try_emplace(Name, Into.Locks.size());
    if (IsNew)
      Into.Locks.push_back({Name, describe(H.Kind).str()});
    return It->second;
  }

  void addObjects() {
    struct Known {
      std::map<uint32_t, ProgramMap::Use> Uses;
      std::set<PlaceId> Places;
      std::map<uint32_t, LockSet> Holds; ///< by runner
      bool IsWritten = false;
    };
    std::map<PathId, Known> All;
    for (const Node &N : S.nodes()) {
      const Context &C = S.contexts()[N.Runs];
      if (C.What != Context::Isr && C.What != Context::Thread)
        continue;
      for (const Access &A : Graph.Functions[N.Function].Accesses) {
        PathId Path = S.absolute(A.Object, N);
        PathKind Kind = Graph.Paths[Path].Kind;
        if (!A.State->IsReached || !Path || !S.runsHere(A.State, C) || Kind == PathKind::Pointee ||
            Graph.Paths.rootOf(Path).Kind != PathKind::Global)
          continue;
        Known &K = All[Path];
        uint32_t By = Into.RunnerOf[N.Runs];
        auto [It, IsNew] = K.Uses.try_emplace(By);
        ProgramMap::Use &U = It->second;
        U.By = By;
        U.IsRead |= A.IsRead;
        U.IsWrite |= A.IsWrite;
        K.IsWritten |= A.IsWrite;
        LockSet Holds = S.at(N, A.State).Holds;
        LockSet &Common = K.Holds[By];
        Common = IsNew ? std::move(Holds) : intersect(Common, Holds);
        if (facts::TextPlace At = textPlace(R, A.At); IsNew || At < U.At)
          U.At = std::move(At);
        K.Places.insert(A.At);
      }
    }
    for (auto &[Path, K] : All) {
      std::string Name = pathText(Path);
      if (K.Uses.size() < 2 || !K.IsWritten || Name.empty())
        continue;
      ProgramMap::Object &O = Into.Objects.emplace_back();
      O.Name = std::move(Name);
      O.DeclaredAt = textPlace(R, P.names().declaredAt(Words.symbolOf(Path)));
      for (auto &[By, U] : K.Uses) {
        for (const Held &H : K.Holds[By])
          U.Locks.insert(lock(H));
        O.Uses.push_back(std::move(U));
      }
      for (PlaceId At : K.Places)
        AtPlace[textPlace(R, At)].push_back(Into.Objects.size() - 1);
    }
  }

  void addFindings() {
    Into.FoundIn.resize(R.Findings.size());
    std::map<facts::TextPlace, std::vector<uint32_t>> Wanted;
    for (uint32_t I = 0; I < R.Findings.size(); ++I) {
      const facts::PlacedFinding &F = R.Findings[I];
      Wanted[F.At].push_back(I);
      if (!F.Suppressed.empty())
        continue;
      for (uint32_t O : AtPlace[F.At])
        // Of several objects on the place, those that the message names.
        if (StringRef Last = StringRef(Into.Objects[O].Name).rsplit('.').second;
            F.Text.find("'" + (Last.empty() ? Into.Objects[O].Name : Last.str()) + "'") !=
            std::string::npos)
          Into.Objects[O].Findings.push_back(I);
    }
    for (const Node &N : S.nodes()) {
      const Function &F = Graph.Functions[N.Function];
      auto At = [&](PlaceId Place) {
        if (auto It = Wanted.find(textPlace(R, Place)); It != Wanted.end())
          for (uint32_t I : It->second)
            Into.FoundIn[I].insert(Into.RunnerOf[N.Runs]);
      };
      for (const Access &A : F.Accesses)
        At(A.At);
      for (const Hazard &H : F.Hazards)
        At(H.At);
      for (const Taking &T : F.Takings)
        At(T.At);
      for (const CoreUse &U : F.CoreUses)
        At(U.At);
      for (const Call &C : F.Calls)
        At(C.At);
    }
  }

  const Run &R;
  const SolvedProgram &P;
  const Solution &S;
  const Program &Graph;
  ContextNotes Words;
  DenseMap<SymbolId, FunctionId> BySymbol;
  std::map<std::string, uint32_t> LockNumbers;
  std::map<facts::TextPlace, std::vector<uint32_t>> AtPlace; ///< objects
  ProgramMap Into;
};

json::Value placeAsJson(const facts::TextPlace &P) {
  if (!P.Line)
    return nullptr;
  return json::Object{{"file", P.File}, {"line", P.Line}, {"column", P.Column}};
}

} // namespace

ProgramMap mapProgram(const Run &R) {
  if (R.Solved)
    return Mapper(R).run();
  ProgramMap Empty;
  Empty.FoundIn.resize(R.Findings.size());
  return Empty;
}

json::Value contextsAsJson(const ProgramMap &M) {
  json::Array Contexts, Functions;
  for (const ProgramMap::Runner &X : M.Runners) {
    json::Object Out{{"name", X.Name},
                     {"kind", X.Kind},
                     {"level", X.Level ? json::Value(*X.Level) : json::Value(nullptr)},
                     {"cores", json::Array(X.Cores)},
                     {"migrates", X.IsMigrating},
                     {"several", X.IsMany},
                     {"defined", placeAsJson(X.DefinedAt)},
                     {"started", placeAsJson(X.StartedAt)},
                     {"declared", placeAsJson(X.SaidAt)}};
    if (!X.Line.empty())
      Out["line"] = X.Line;
    Contexts.push_back(std::move(Out));
  }
  for (const ProgramMap::Routine &F : M.Routines)
    Functions.push_back(json::Object{{"name", F.Name},
                                     {"defined", placeAsJson(F.DefinedAt)},
                                     {"contexts", json::Array(F.RunBy)}});
  return json::Object{{"format", "ambit contexts 1"},
                      {"contexts", std::move(Contexts)},
                      {"functions", std::move(Functions)}};
}

} // namespace ambit::driver
