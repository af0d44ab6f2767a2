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

facts::ContextMap mapContexts(const Run &R) {
  if (!R.Solved)
    return {};
  const facts::LinkedNames &Names = R.Linked->Names;
  return facts::mapContexts(
      *R.Solved, [&](PlaceId P) { return Names.text(P); },
      [&](SymbolId S) { return Names.identity(S); });
}

namespace {

class Mapper {
public:
  explicit Mapper(const Run &R) : R(R), P(*R.Solved), S(P.solution()), Graph(P.graph()), Words(P) {}

  ProgramMap run() {
    static_cast<facts::ContextMap &>(Into) = mapContexts(R);
    addStarters();
    addObjects();
    addFindings();
    return std::move(Into);
  }

private:
  facts::TextPlace place(PlaceId At) const { return R.Linked->Names.text(At); }

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
        if (!A.State->IsReached || !Path || !runsHere(A.State, C) || Kind == PathKind::Pointee ||
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
        if (facts::TextPlace At = place(A.At); IsNew || At < U.At)
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
      O.DeclaredAt = place(P.names().declaredAt(Words.symbolOf(Path)));
      for (auto &[By, U] : K.Uses) {
        for (const Held &H : K.Holds[By])
          U.Locks.insert(lock(H));
        O.Uses.push_back(std::move(U));
      }
      for (PlaceId At : K.Places)
        AtPlace[place(At)].push_back(Into.Objects.size() - 1);
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
        if (auto It = Wanted.find(place(Place)); It != Wanted.end())
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
  std::map<std::string, uint32_t> LockNumbers;
  std::map<facts::TextPlace, std::vector<uint32_t>> AtPlace; ///< objects
  ProgramMap Into;
};

} // namespace

ProgramMap mapProgram(const Run &R) {
  if (R.Solved)
    return Mapper(R).run();
  ProgramMap Empty;
  Empty.FoundIn.resize(R.Findings.size());
  return Empty;
}

} // namespace ambit::driver
