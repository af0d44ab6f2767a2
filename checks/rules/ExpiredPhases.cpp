//===- ExpiredPhases.cpp --------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// ambit-expired-phase: what is dead, or must not be called, once its phase has ended.
// The phase flow says where; this file says it in order: the use, who is bound to the
// phase, and where that ended.
//
//===----------------------------------------------------------------------===//

#include "rules/Rules.h"
#include <set>

using namespace llvm;

namespace ambit {
namespace {

class ExpiredFinder {
public:
  explicit ExpiredFinder(const SolvedProgram &P) : P(P) {}

  ProgramFindings run() {
    for (const ExpiredUse &X : P.phases().Expired)
      add(X);
    return std::move(Found);
  }

private:
  std::string name(SymbolId S) const {
    std::string Name = P.names().name(S);
    return Name.empty() ? "object" : Name;
  }

  std::string functionName(FunctionId F) const { return name(P.graph().Functions[F].Name); }

  void add(const ExpiredUse &X) {
    ProgramFinding F;
    F.Check = Rule::ExpiredPhase;
    F.Where = X.At;
    // One place is said once, whatever else it leads through.
    if (!Said.insert({P.names().userPlace(F.Where), X.Phase}).second)
      return;
    const std::string &Phase = P.graph().Phases[X.Phase];
    if (X.Callee == NoFunction) {
      F.What = X.IsPerhaps ? Message::MayBeExpiredUse : Message::ExpiredUse;
      F.Arguments = {name(X.What), Phase};
    } else {
      F.What = X.IsPerhaps ? Message::MayBeExpiredCall : Message::ExpiredCall;
      F.Arguments = {functionName(X.Callee), Phase, name(X.What)};
      F.Notes.push_back({Message::NoteUsedThere, X.UsedAt, {name(X.What)}});
    }
    addBound(X, Phase, F);
    if (X.EndedAt)
      F.Notes.push_back(
          {X.IsPerhaps ? Message::NotePhaseMayEnd : Message::NotePhaseEnds, X.EndedAt, {}});
    else
      addLate(X, F);
    Found.push_back(std::move(F));
  }

  void addBound(const ExpiredUse &X, const std::string &Phase, ProgramFinding &F) const {
    auto Said = P.lowered().PhaseBound.find(X.Bound);
    if (Said == P.lowered().PhaseBound.end())
      return;
    if (Said->second.At)
      F.Notes.push_back({Message::NoteBoundToPhase, Said->second.At, {name(X.Bound), Phase}});
    else
      F.Notes.push_back(
          {Message::NoteBoundToPhaseModel, F.Where, {name(X.Bound), Phase, Said->second.Model}});
  }

  /// How the function came to be called after the end.
  void addLate(const ExpiredUse &X, ProgramFinding &F) const {
    constexpr unsigned MaxSteps = 6;
    FunctionId At = X.In;
    for (unsigned Steps = 0; Steps < MaxSteps; ++Steps) {
      const auto &Late = P.phases().Late;
      auto Entry = find_if(Late, [&](const PhaseSolution::LateEntry &L) {
        return L.Function == At && L.Phase == X.Phase;
      });
      if (Entry == Late.end())
        return;
      if (Entry->Caller == NoFunction) {
        F.Notes.push_back({Message::NoteRunsAfterPhase, Entry->CalledAt, {functionName(At)}});
        return;
      }
      F.Notes.push_back(
          {Entry->EndedAt ? Message::NoteCalledLate : Message::NoteCalledBy,
           Entry->CalledAt,
           {Entry->EndedAt ? functionName(Entry->Caller) : "'" + functionName(Entry->Caller) + "'",
            functionName(At)}});
      if (Entry->EndedAt) {
        F.Notes.push_back({Message::NotePhaseEnds, Entry->EndedAt, {}});
        return;
      }
      At = Entry->Caller;
    }
  }

  const SolvedProgram &P;
  std::set<std::pair<uint64_t, uint32_t>> Said;
  ProgramFindings Found;
};

} // namespace

ProgramFindings findExpiredPhases(const SolvedProgram &P) { return ExpiredFinder(P).run(); }

} // namespace ambit
