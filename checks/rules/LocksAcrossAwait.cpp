//===- LocksAcrossAwait.cpp -----------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// ambit-held-across-await for locks and masks: what a coroutine holds while it is
// suspended keeps out everybody else for a time that nobody knows.
//
//===----------------------------------------------------------------------===//

#include "rules/ContextNotes.h"
#include "rules/Rules.h"
#include <set>

using namespace llvm;

namespace ambit {

ProgramFindings findLocksAcrossAwait(const SolvedProgram &P) {
  ContextNotes Notes(P);
  ProgramFindings Found;
  std::set<std::pair<PlaceId, std::string>> Said;
  for (const SolvedProgram::FoundSuspension &S : P.suspensions()) {
    PlaceId At = S.What.At;
    ProgramFinding F;
    F.Check = Rule::HeldAcrossAwait;
    F.What = Message::LockAcrossAwait;
    F.Where = At;
    std::string Name = Notes.lockName(S.What.Lock);
    // The same line in several instantiations of a template is one cause.
    if (!Said.insert({At, Name}).second)
      continue;
    F.Arguments = {std::move(Name)};
    if (S.What.TakenAt)
      F.Notes.push_back({Message::NoteTakenHere, S.What.TakenAt, {}});
    F.Notes.push_back({isMask(S.What.Lock.Kind) && !mayBlock(S.What.Lock.Kind)
                           ? Message::NoteMaskAcrossAwait
                           : Message::NoteLockAcrossAwait,
                       F.Where,
                       {}});
    F.Notes.push_back({Message::NoteReleaseBeforeAwait, F.Where, {}});
    Found.push_back(std::move(F));
  }
  return Found;
}

} // namespace ambit
