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

#include "rules/ContextNotes.h"
#include "rules/Rules.h"
using namespace llvm;

namespace ambit {

ProgramFindings findUnbalancedLocks(const SolvedProgram &P) {
  ContextNotes Words(P);
  ProgramFindings Found;
  for (const SolvedProgram::FoundImbalance &I : P.imbalances()) {
    const Imbalance &X = I.What;
    ProgramFinding F;
    F.Check = Rule::UnbalancedLock;
    F.Where = X.At;
    if (!F.Where || P.names().isInSystemHeader(F.Where))
      continue;
    std::string Name = Words.bareFunctionName(I.In);
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
      F.Arguments = {P.names().name(X.Callee), Words.lockName(X.Lock)};
      if (X.SaidAt)
        F.Notes.push_back({Message::NoteExcludedHere, X.SaidAt, {}});
      break;
    }
    }
    if (X.TakenAt)
      F.Notes.push_back({Cause, X.TakenAt, {}});
    Found.push_back(std::move(F));
  }
  for (FunctionId Id : P.unfinished()) {
    ProgramFinding F;
    F.Check = Rule::UnbalancedLock;
    F.What = Message::NotFollowed;
    F.Where = P.graph().Functions[Id].At;
    F.Arguments = {P.names().name(P.graph().Functions[Id].Name)};
    Found.push_back(std::move(F));
  }
  return Found;
}

} // namespace ambit
