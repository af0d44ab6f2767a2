//===- Escapes.cpp --------------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Says where a way into guarded state outlives its critical section.
//
//===----------------------------------------------------------------------===//

#include "rules/ContextNotes.h"
#include "rules/Rules.h"
using namespace llvm;

namespace ambit {

ProgramFindings findEscapes(const SolvedProgram &P) {
  const Solution &S = P.solution();
  ContextNotes Words(P);
  ProgramFindings Found;
  for (const SolvedProgram::FoundEscape &E : P.escapes()) {
    const LoweredFunction &Body = P.functions()[E.In];
    const ViewEvent &At = Body.Views[E.What.View];
    const ViewEvent &Origin = Body.Views[E.What.Origin];
    if (E.What.What == Escape::SplitUpdate)
      continue; // of ambit-unlocked-shared-state
    // Where the caller holds the lock, it may have the way in.
    if (E.What.What == Escape::ReturnedBare && all_of(S.nodes(), [&](const Node &N) {
          PathId Lock = S.absolute(Origin.Lock, N);
          return N.Function != E.In || S.contexts()[N.Runs].What == Context::Init ||
                 any_of(N.Holds, [&](const Held &H) { return H.Lock == Lock; });
        }))
      continue;
    ProgramFinding F;
    F.Check = Rule::GuardedStateEscape;
    F.Where = At.At;
    if (!F.Where || P.names().isInSystemHeader(F.Where))
      continue;
    std::string Name = Origin.Guarded ? P.names().name(Origin.Guarded) : "guarded state";
    std::string Lock = Origin.LockName.empty() ? Words.lockText(Origin.Lock) : Origin.LockName;
    switch (E.What.What) {
    case Escape::Returned:
      F.What = Message::EscapeReturned;
      F.Arguments = {Name, Lock};
      break;
    case Escape::ReturnedBare:
      F.What = Message::EscapeReturnedBare;
      F.Arguments = {Name, Lock};
      break;
    case Escape::Stored:
    case Escape::UsedAfter: {
      F.What = Message::EscapeStored;
      std::string Target =
          E.What.What == Escape::UsedAfter ? Words.objectName(At.Var) : P.names().name(At.Target);
      F.Arguments = {Name, Target.empty() ? "it" : Target, Lock};
      break;
    }
    case Escape::SplitUpdate:
      break;
    case Escape::Captured:
      F.What = Message::EscapeCaptured;
      F.Arguments = {Name, Lock};
      break;
    }
    if (E.What.UsedAt)
      F.Notes.push_back({Message::NoteUsedAfter, E.What.UsedAt, {}});
    if (auto Said = P.lowered().Guarded.find(Origin.Guarded);
        Said != P.lowered().Guarded.end() && Said->second.At)
      F.Notes.push_back({Message::NoteProtected, Said->second.At, {Name, "guarded"}});
    F.Notes.push_back({Message::NoteCopyInstead, F.Where, {}});
    Found.push_back(std::move(F));
  }
  return Found;
}

} // namespace ambit
