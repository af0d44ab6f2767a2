//===- LoweredProgram.cpp -------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "flow/LoweredProgram.h"
#include "flow/Exposures.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;

namespace ambit {

void LoweredProgram::store(SymbolId Pointer, FunctionId F) {
  auto &Targets = Stored[Pointer];
  constexpr size_t MaxTargets = 64;
  if (Targets.size() < MaxTargets && !is_contained(Targets, F))
    Targets.push_back(F);
}

/// What an unknown callee would do is not done by one whose body is known.
static void dropGuesses(LoweredProgram &P) {
  auto IsKnown = [&](FunctionId F) { return F != NoFunction && P.Graph.Functions[F].IsDefined; };
  for (FunctionId F = 0; F < P.Functions.size(); ++F) {
    for (Call &C : P.Graph.Functions[F].Calls)
      if (IsKnown(C.Unless))
        C.Targets.clear();
    for (CoreUse &U : P.Graph.Functions[F].CoreUses)
      U.IsVoid = IsKnown(U.Unless);
    for (PhaseEvent &E : P.Functions[F].Phases)
      E.IsVoid = IsKnown(E.Unless);
  }
}

/// Members of which all that is stored in them is in one variable, such as the rows of one table:
/// by member what that is, 0 if there are several.
static DenseMap<SymbolId, SymbolId> findOnlyTables(const LoweredProgram &P) {
  const PathTable &Paths = P.Graph.Paths;
  DenseMap<SymbolId, SymbolId> Tables;
  DenseMap<SymbolId, DenseSet<SymbolId>> Rows;
  auto Add = [&](ArrayRef<PointerStore> Stores) {
    for (const PointerStore &S : Stores) {
      if (Paths[S.What].Kind != PathKind::Function || Paths[S.In].Kind != PathKind::Field)
        continue;
      const PathNode &Root = Paths.rootOf(S.In);
      SymbolId Table = Root.Kind == PathKind::Global ? Root.Symbol : 0;
      SymbolId Member = Paths[S.In].Symbol;
      auto [It, IsNew] = Tables.try_emplace(Member, Table);
      if (!IsNew && It->second != Table)
        It->second = 0;
      Rows[Member].insert(Paths[S.What].Symbol);
    }
  };
  Add(P.Graph.Stores);
  for (const Function &F : P.Graph.Functions)
    Add(F.Stores);
  for (auto &[Member, Table] : Tables)
    if (auto It = P.Stored.find(Member);
        It != P.Stored.end() && any_of(It->second, [&](FunctionId F) {
          return !Rows[Member].contains(P.Graph.Functions[F].Name);
        }))
      Table = 0;
  return Tables;
}

static void resolveVirtualCalls(LoweredProgram &P) {
  Program &Graph = P.Graph;
  for (const LoweredProgram::OpenCall &C : P.VirtualCalls) {
    Graph.Functions[C.In].Calls[C.Call].IsOpen = true;
    auto It = P.Overriders.find(C.Callee);
    if (It == P.Overriders.end())
      continue;
    auto &Targets = Graph.Functions[C.In].Calls[C.Call].Targets;
    SmallVector<FunctionId, 8> Work(It->second.begin(), It->second.end());
    while (!Work.empty()) {
      FunctionId F = Work.pop_back_val();
      if (is_contained(Targets, F) && F != Targets.front())
        continue;
      Targets.push_back(F);
      if (auto More = P.Overriders.find(Graph.Functions[F].Name); More != P.Overriders.end())
        Work.append(More->second.begin(), More->second.end());
    }
  }
}

static void resolvePointers(LoweredProgram &P) {
  Program &Graph = P.Graph;
  std::optional<DenseMap<SymbolId, SymbolId>> Tables;
  for (const LoweredProgram::OpenCall &C : P.PointerCalls) {
    Call &Into = Graph.Functions[C.In].Calls[C.Call];
    Into.IsOpen = true;
    auto It = P.Stored.find(C.Callee);
    if (It == P.Stored.end() || It->second.size() < 2)
      Into.IsGuess = false;
    if (It == P.Stored.end())
      continue;
    Into.Targets.append(It->second.begin(), It->second.end());
    if (!Into.IsGuess)
      continue;
    if (!Tables)
      Tables = findOnlyTables(P);
    Into.IsGuess = Tables->lookup(C.Callee) == 0;
  }
  for (Start &S : Graph.Starts)
    if (auto It = P.Stored.find(S.Pointer); S.Pointer && It != P.Stored.end())
      S.Stored.append(It->second.begin(), It->second.end());
}

static void setLevels(LoweredProgram &P) {
  auto Apply = [&](Context &C) {
    if (C.What != Context::Isr)
      return;
    for (const LoweredProgram::LevelOfLine &L : P.Levels) {
      bool IsSame = (C.Line && *C.Line == L.Line) || (!L.Name.empty() && C.LineName == L.Name);
      if (!IsSame)
        continue;
      C.Line = L.Line;
      if (!C.Level && L.Level != INT64_MIN)
        C.Level = L.Level;
    }
  };
  for (Function &F : P.Graph.Functions)
    Apply(F.Runs);
  for (Start &S : P.Graph.Starts)
    Apply(S.Runs);
}

/// Finds what is said before a failure ends the program, as by an assertion that does not hold.
static void findLastWords(const LoweredFunction &F, Function &Info) {
  if (none_of(F.Blocks, [](const Block &B) { return B.IsFatal; }))
    return;
  auto Spread = [&](auto IsSource) {
    std::vector<bool> Leads(F.Blocks.size());
    for (bool HasChanged = true; HasChanged;) {
      HasChanged = false;
      // A block comes before those it leads to, but for loops.
      for (unsigned I = F.Order.size(); I-- > 0;) {
        unsigned B = F.Order[I];
        if (Leads[B])
          continue;
        Leads[B] = IsSource(B) ||
                   (!F.Blocks[B].IsNoReturn && any_of(F.Blocks[B].Edges, [&](const Edge &E) {
                     return E.Next >= 0 && Leads[E.Next];
                   }));
        HasChanged |= Leads[B];
      }
    }
    return Leads;
  };
  std::vector<bool> Returns = Spread(
      [&](unsigned B) { return B == F.Exit || (F.Blocks[B].IsNoReturn && !F.Blocks[B].IsFatal); });
  std::vector<bool> Fails = Spread([&](unsigned B) { return F.Blocks[B].IsFatal; });
  for (unsigned B = 0; B < F.Blocks.size(); ++B) {
    if (Returns[B] || !Fails[B])
      continue;
    for (uint32_t I = F.Blocks[B].Begin; I < F.Blocks[B].End; ++I) {
      const Event &E = F.Events[I];
      if (E.What == Event::Call)
        Info.Calls[E.Index].IsLastWord = true;
      else if (E.What == Event::Hazard)
        Info.Hazards[E.Index].IsLastWord = true;
    }
  }
}

void resolve(LoweredProgram &P) {
  P.Graph.nameFunctions();
  dropGuesses(P);
  resolveVirtualCalls(P);
  const CalledByName Called(P.Graph);
  resolvePointers(P);
  findExposures(P, Called);
  setLevels(P);
  for (FunctionId F = 0; F < P.Functions.size(); ++F)
    findLastWords(P.Functions[F], P.Graph.Functions[F]);
  for (Function &F : P.Graph.Functions)
    if (F.IsEntry && F.Runs.What == Context::Thread && F.Runs.Agent == 0 && !F.Runs.Core)
      F.Runs.Core = P.MainCore;
}

} // namespace ambit
