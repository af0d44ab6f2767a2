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

#include "analyses/Analyses.h"
#include "analyses/ContextNotes.h"
#include "analyses/Unit.h"
#include "clang/Basic/SourceManager.h"
#include <set>

using namespace clang;
using namespace llvm;

namespace ambit {
namespace {

class ExpiredFinder {
public:
  explicit ExpiredFinder(Unit &U)
      : U(U), P(U.program()), Notes(P), Sources(U.context().getSourceManager()) {}

  std::vector<Finding> run() {
    for (const ExpiredUse &X : P.phases().Expired)
      add(X);
    return std::move(Found);
  }

private:
  std::string name(SymbolId S) const {
    const NamedDecl *D = P.names().declaration(S);
    return D && D->getDeclName() ? D->getNameAsString() : "object";
  }

  std::string functionName(FunctionId F) const { return name(P.graph().Functions[F].Name); }

  void add(const ExpiredUse &X) {
    SourceLocation At = Notes.location(X.At);
    Finding F;
    F.Check = Rule::ExpiredPhase;
    F.Where = userLocation(At, Sources);
    F.Token = At;
    // One place is said once, whatever else it leads through.
    if (!Said.insert({F.Where, X.Phase}).second)
      return;
    const std::string &Phase = P.graph().Phases[X.Phase];
    if (X.Callee == NoFunction) {
      F.What = X.IsPerhaps ? Message::MayBeExpiredUse : Message::ExpiredUse;
      F.Arguments = {name(X.What), Phase};
    } else {
      F.What = X.IsPerhaps ? Message::MayBeExpiredCall : Message::ExpiredCall;
      F.Arguments = {functionName(X.Callee), Phase, name(X.What)};
      F.Notes.push_back({Message::NoteUsedThere, Notes.location(X.UsedAt), {name(X.What)}});
    }
    addBound(X, Phase, F);
    if (X.EndedAt)
      F.Notes.push_back({X.IsPerhaps ? Message::NotePhaseMayEnd : Message::NotePhaseEnds,
                         Notes.location(X.EndedAt),
                         {}});
    else
      addLate(X, F);
    Found.push_back(std::move(F));
  }

  void addBound(const ExpiredUse &X, const std::string &Phase, Finding &F) const {
    const NamedDecl *D = P.names().declaration(X.Bound);
    const Annotation *A = D ? U.annotations().find(*D, Spelling::PhaseBound) : nullptr;
    if (!A)
      return;
    if (A->Attr)
      F.Notes.push_back({Message::NoteBoundToPhase, A->location(), {name(X.Bound), Phase}});
    else
      F.Notes.push_back(
          {Message::NoteBoundToPhaseModel, F.Where, {name(X.Bound), Phase, A->Model.str()}});
  }

  /// How the function came to be called after the end.
  void addLate(const ExpiredUse &X, Finding &F) const {
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
        F.Notes.push_back(
            {Message::NoteRunsAfterPhase, Notes.location(Entry->CalledAt), {functionName(At)}});
        return;
      }
      F.Notes.push_back(
          {Entry->EndedAt ? Message::NoteCalledLate : Message::NoteCalledBy,
           Notes.location(Entry->CalledAt),
           {Entry->EndedAt ? functionName(Entry->Caller) : "'" + functionName(Entry->Caller) + "'",
            functionName(At)}});
      if (Entry->EndedAt) {
        F.Notes.push_back({Message::NotePhaseEnds, Notes.location(Entry->EndedAt), {}});
        return;
      }
      At = Entry->Caller;
    }
  }

  Unit &U;
  UnitProgram &P;
  ContextNotes Notes;
  const SourceManager &Sources;
  std::set<std::pair<SourceLocation, uint32_t>> Said;
  std::vector<Finding> Found;
};

} // namespace

std::vector<Finding> findExpiredPhases(Unit &U) { return ExpiredFinder(U).run(); }

} // namespace ambit
