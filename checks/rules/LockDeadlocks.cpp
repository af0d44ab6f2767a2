//===- LockDeadlocks.cpp --------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Locks that a handler takes from under a thread of its core: the thread cannot give back
// what the handler waits for.
//
//===----------------------------------------------------------------------===//

#include "rules/ContextNotes.h"
#include "rules/Rules.h"
#include "llvm/ADT/DenseSet.h"

using namespace llvm;

namespace ambit {

ProgramFindings findLockDeadlocks(const SolvedProgram &P, bool IsStrict) {
  const Solution &S = P.solution();
  ContextNotes Words(P);
  struct Taking {
    NodeId At;
    Held Lock;
    PlaceId Place;
    LockSet Holds;
  };
  std::vector<Taking> ByThreads;
  DenseMap<PathId, std::vector<Taking>> ByHandlers; ///< by lock
  for (NodeId Id = 0; Id < S.nodes().size(); ++Id) {
    const Node &N = S.nodes()[Id];
    const Context &C = S.contexts()[N.Runs];
    if (C.What == Context::Init || !N.isSpokenOf(IsStrict))
      continue;
    for (const auto &T : P.graph().Functions[N.Function].Takings) {
      if (!T.State->IsReached || !runsHere(T.State, C))
        continue;
      Held Lock = S.absolute(T.Lock, N);
      if (!P.graph().Paths.isAbsolute(Lock.Lock) ||
          P.graph().Paths[Lock.Lock].Kind == PathKind::Machine || !keepsOutCores(Lock.Kind))
        continue;
      (C.What == Context::Isr ? ByHandlers[Lock.Lock] : ByThreads)
          .push_back({Id, Lock, T.At, S.at(N, T.State).Holds});
    }
  }
  ProgramFindings Found;
  DenseSet<PlaceId> Said;
  for (const Taking &A : ByThreads) {
    auto Others = ByHandlers.find(A.Lock.Lock);
    if (Others == ByHandlers.end())
      continue;
    for (const Taking &B : Others->second) {
      const Context &Mine = S.contexts()[S.nodes()[A.At].Runs];
      const Context &Handler = S.contexts()[S.nodes()[B.At].Runs];
      if (B.Lock.IsTried || isMask(A.Lock.Kind) || mayBlock(B.Lock.Kind) ||
          !mayShareCore(Mine, Handler, P.graph().Target))
        continue;
      if (any_of(A.Holds, [&](const Held &H) { return masks(H, Handler, P.graph().Paths); }))
        continue;
      if (!Said.insert(A.Place).second)
        break;
      ProgramFinding F;
      F.Check = Rule::WeakLock;
      F.What = Message::LockDeadlock;
      F.Where = A.Place;
      F.Arguments = {Words.lockName(A.Lock), Words.nameOf(Handler)};
      F.Notes.push_back({Message::NoteTakenThere,
                         B.Place,
                         {Words.functionName(S.nodes()[B.At].Function)},
                         Flow::Other});
      Words.addChain(B.At, F.Notes, Flow::Other);
      F.Notes.push_back({Message::NoteTakeWithMask, F.Where, {}});
      Found.push_back(std::move(F));
      break;
    }
  }
  return Found;
}

} // namespace ambit
