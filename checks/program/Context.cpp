//===- Context.cpp --------------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "program/Context.h"

namespace ambit {

bool mayShareCore(const Context &A, const Context &B, const Machine &M) {
  return !M.HasManyCores || !A.Core || !B.Core || *A.Core == *B.Core;
}

Overlap overlapOf(const Context &A, const Context &B, const Machine &M) {
  Overlap O;
  if (A.What == Context::Init || B.What == Context::Init)
    return O;
  if (A.IsAfterPhase != B.IsAfterPhase)
    return O;
  bool IsSame = A.Agent == B.Agent;
  if (IsSame && !A.IsMany)
    return O;
  // A handler that is registered at several places, for the same source as far as anyone says.
  bool IsHandler = A.What == Context::Isr && B.What == Context::Isr && A.Entry == B.Entry;
  if (IsHandler && A.Line == B.Line && A.Level == B.Level && !A.IsMany && !M.HasManyCores)
    return O;
  bool IsOneCore = !M.HasManyCores || (A.Core && B.Core && *A.Core == *B.Core);
  O.IsParallel = !IsOneCore;
  // A signal handler runs in a thread, and on its core.
  if (A.IsSignal || B.IsSignal)
    O.IsParallel = false;
  if (!mayShareCore(A, B, M))
    return O;
  auto Preempts = [](const Context &By, const Context &Whom) {
    if (By.IsCalled)
      return false;
    if (Whom.What != Context::Isr)
      // The level of threads says who waits; both run when the other has to.
      return true;
    if (By.What != Context::Isr)
      return false;
    return !By.Level || !Whom.Level || *By.Level > *Whom.Level;
  };
  O.SecondPreempts = Preempts(B, A);
  O.FirstPreempts = Preempts(A, B);
  return O;
}

bool masks(const Held &H, const Context &By, const PathTable &Paths) {
  if (By.IsSignal)
    return H.Kind == LockKind::Line || masksAll(H.Kind);
  if (masksAll(H.Kind))
    return true;
  if (H.Kind == LockKind::Ceiling)
    // Levels that nobody stated are taken to fit.
    return By.What != Context::Isr || !By.Level || !H.Level || *By.Level <= *H.Level;
  if (H.Kind == LockKind::Scheduler || H.Kind == LockKind::SchedulerOfAll)
    return By.What != Context::Isr;
  if (H.Kind == LockKind::Line && By.What == Context::Isr) {
    const PathNode &Node = Paths[H.Lock];
    if (H.Level && By.Line == H.Level)
      return true; // an object that stands for the line
    return By.Line && Node.Kind == PathKind::Machine &&
           Node.Index == static_cast<int64_t>(MachineLock::FirstLine) + *By.Line;
  }
  return false;
}

bool excludesPreemption(const Context &A, const LockSet &Holds, const Context &By,
                        const LockSet &ByHolds, const PathTable &Paths) {
  bool IsIsr = A.What == Context::Isr || By.What == Context::Isr;
  for (const Held &H : Holds) {
    if (masks(H, By, Paths))
      return true;
    for (const Held &Other : ByHolds) {
      if (Other.Lock != H.Lock || (Other.IsShared && H.IsShared))
        continue;
      // A handler that waits for what it interrupted waits forever; one that only tries
      // gives up.
      if (Other.IsTried || (!IsIsr && keepsOutCores(H.Kind)))
        return true;
    }
  }
  return false;
}

/// Whether who takes one of \p A and \p B waits for who holds the other.
static bool isOneLock(const Held &A, const Held &B, const PathTable &Paths) {
  // A kernel that stops all cores' schedulers by a lock takes that in its critical sections, too.
  auto IsCritical = [&](const Held &H) {
    const PathNode &N = Paths[H.Lock];
    return N.Kind == PathKind::Machine && N.Index == static_cast<int64_t>(MachineLock::Critical);
  };
  return A.Lock == B.Lock || (A.Kind == LockKind::SchedulerOfAll && IsCritical(B)) ||
         (B.Kind == LockKind::SchedulerOfAll && IsCritical(A));
}

bool excludesParallel(const LockSet &A, const LockSet &B, const PathTable &Paths) {
  for (const Held &H : A)
    if (keepsOutCores(H.Kind))
      for (const Held &Other : B)
        if (isOneLock(H, Other, Paths) && keepsOutCores(Other.Kind) &&
            !(H.IsShared && Other.IsShared))
          return true;
  return false;
}

} // namespace ambit
