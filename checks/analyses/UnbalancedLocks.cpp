//===- UnbalancedLocks.cpp ------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Says where a path leaves locks in another state than it found them.
//
//===----------------------------------------------------------------------===//

#include "analyses/Analyses.h"
#include "analyses/ContextNotes.h"
#include "analyses/Unit.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;
using namespace llvm;

namespace ambit {

std::vector<Finding> findUnbalancedLocks(Unit &U) {
  UnitProgram &P = U.program();
  ContextNotes Words(P);
  const SourceManager &Sources = U.context().getSourceManager();
  std::vector<Finding> Found;
  for (const UnitProgram::FoundImbalance &I : P.imbalances()) {
    const Imbalance &X = I.What;
    Finding F;
    F.Check = Rule::UnbalancedLock;
    F.Token = Words.location(X.At);
    if (F.Token.isInvalid() || Sources.isInSystemHeader(Sources.getExpansionLoc(F.Token)))
      continue;
    F.Where = userLocation(F.Token, Sources);
    std::string Name = Words.functionName(I.In);
    if (Name.front() == '\'')
      Name = Name.substr(1, Name.size() - 2);
    Message Cause = Message::NoteTakenHere;
    switch (X.What) {
    case Imbalance::Left:
      F.What = Message::LeavesHeld;
      F.Arguments = {Words.lockName(X.Lock), Name};
      break;
    case Imbalance::GivenAway:
      F.What = Message::LeavesReleased;
      F.Arguments = {Words.lockName(X.Lock), Name};
      Cause = Message::NoteReleasedHere;
      break;
    case Imbalance::OutOfOrder:
      F.What = Message::RestoresOutOfOrder;
      Cause = Message::NoteOpenedHere;
      break;
    case Imbalance::Twice:
      F.What = Message::TakenTwice;
      F.Arguments = {Words.lockName(X.Lock)};
      break;
    case Imbalance::Excluded: {
      F.What = Message::CalledWithExcluded;
      const NamedDecl *Callee = P.names().declaration(X.Callee);
      F.Arguments = {Callee->getNameAsString(), Words.lockName(X.Lock)};
      if (X.SaidAt)
        F.Notes.push_back({Message::NoteExcludedHere, Words.location(X.SaidAt), {}});
      break;
    }
    }
    if (X.TakenAt)
      F.Notes.push_back({Cause, Words.location(X.TakenAt), {}});
    Found.push_back(std::move(F));
  }
  for (FunctionId Id : P.unfinished()) {
    Finding F;
    F.Check = Rule::UnbalancedLock;
    F.What = Message::NotFollowed;
    F.Where = F.Token = userLocation(P.functions()[Id].Decl->getLocation(), Sources);
    F.Arguments = {P.names().declaration(P.graph().Functions[Id].Name)->getNameAsString()};
    Found.push_back(std::move(F));
  }
  return Found;
}

} // namespace ambit
