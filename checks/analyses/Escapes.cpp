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

#include "analyses/Analyses.h"
#include "analyses/ContextNotes.h"
#include "analyses/Unit.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;
using namespace llvm;

namespace ambit {

std::vector<Finding> findEscapes(Unit &U) {
  UnitProgram &P = U.program();
  const Solution &S = P.solution();
  ContextNotes Words(P);
  const SourceManager &Sources = U.context().getSourceManager();
  std::vector<Finding> Found;
  for (const UnitProgram::FoundEscape &E : P.escapes()) {
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
    Finding F;
    F.Check = Rule::GuardedStateEscape;
    F.Token = Words.location(At.At);
    if (F.Token.isInvalid() || Sources.isInSystemHeader(Sources.getExpansionLoc(F.Token)))
      continue;
    F.Where = userLocation(F.Token, Sources);
    const NamedDecl *Guarded = P.names().declaration(Origin.Guarded);
    std::string Name = Guarded ? Guarded->getNameAsString() : "guarded state";
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
      const NamedDecl *Target = P.names().declaration(At.Target);
      if (E.What.What == Escape::UsedAfter)
        Target = Words.objectName(At.Var);
      F.Arguments = {Name, Target && Target->getDeclName() ? Target->getNameAsString() : "it",
                     Lock};
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
      F.Notes.push_back({Message::NoteUsedAfter, Words.location(E.What.UsedAt), {}});
    if (Guarded)
      for (const Annotation &A : U.annotations().of(*Guarded))
        if (A.Attr && (A.Kind == Spelling::GuardedBy || A.Kind == Spelling::IsrSharedBy))
          F.Notes.push_back({Message::NoteProtected, A.location(), {Name, std::string("guarded")}});
    F.Notes.push_back({Message::NoteCopyInstead, F.Where, {}});
    Found.push_back(std::move(F));
  }
  return Found;
}

} // namespace ambit
