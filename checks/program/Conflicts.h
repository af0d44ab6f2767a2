//===- Conflicts.h ----------------------------------------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Which accesses of a solved program conflict: the exclusion rule applied to every
// pair on one object, and what declarations demand. Data out; nobody is told.
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_PROGRAM_CONFLICTS_H
#define AMBIT_PROGRAM_CONFLICTS_H

#include "program/Solution.h"
#include <functional>

namespace ambit {

/// An access at a node.
struct Site {
  NodeId At = NoNode;
  const Access *What = nullptr;
  PathId Object = 0;       ///< absolute
  bool IsOwnLocal = false; ///< of a call that its own context made
  LockSet Holds;
  StartSet NotYet;
};

struct Conflict {
  enum Kind : uint8_t {
    NotExcluded, ///< nothing held has to do with it
    Weak,        ///< Lock is held, but does not keep the other out
    NoLock,      ///< the lock that the declaration names is not held
  };
  Kind What = NotExcluded;
  Site First; ///< where it is to be said
  std::optional<Site> Second;
  Held Lock;                            ///< of a Weak one
  const Protection *Declared = nullptr; ///< null if it is inferred
  bool IsParallel = false;
  bool IsFromAnyHandler = false; ///< declared to be shared with handlers that the unit lacks
};

struct ConflictOptions {
  /// Objects that take no part in inference, such as core-bound ones.
  std::function<bool(PathId)> IsExempt;
  bool TakesGuesses = false; ///< also what only a guess of who is called leads to
};

std::vector<Conflict> findConflicts(const Solution &S, const ConflictOptions &Options);

/// A call without a lock that the callee requires.
struct MissedDemand {
  NodeId At = NoNode;
  PlaceId CalledAt = 0;
  FunctionId Callee = NoFunction;
  const Demand *What = nullptr;
  Held Weaker; ///< held instead, and not enough; no lock if 0
};

std::vector<MissedDemand> findMissedDemands(const Solution &S);

} // namespace ambit

#endif // AMBIT_PROGRAM_CONFLICTS_H
