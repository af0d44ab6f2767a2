//===- LockFlow.h -----------------------------------------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The lock flow of one function: which locks are held at each of its events, on
// every path, relative to its entry; what it does to the locks of its caller; and
// where a path leaves with them in another state than it found them.
//
// A state is a few alternatives, kept apart where they differ in the locks held, each
// with what is known of values: after `ok = try_lock(&m)` there is one in which m is held
// and ok is not 0, and one in which it is 0. A branch on ok then keeps one of them.
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_FLOW_LOCKFLOW_H
#define AMBIT_FLOW_LOCKFLOW_H

#include "flow/LoweredFunction.h"

namespace ambit {

/// A lock operation that leaves things in disorder.
struct Imbalance {
  enum Kind : uint8_t {
    Left,       ///< a path leaves while the lock is held
    GivenAway,  ///< a path leaves without the lock that the caller held
    OutOfOrder, ///< a saved state is restored before a later one
    Twice,      ///< the holder takes the lock again
    Excluded,   ///< a callee that must not be called with the lock
  };
  Kind What = Left;
  Held Lock;
  PlaceId At = 0;
  PlaceId TakenAt = 0;
  PlaceId SaidAt = 0;
  SymbolId Callee = 0;
  bool IsWholeFunction = false; ///< every path does it: half of a pair, perhaps
  bool IsOnSomePath = false;    ///< of what is given away: other paths do not
  bool IsConditional = false;   ///< the result tells which paths do it
  bool IsSignalLike = false;
  bool IsThrown = false; ///< the path leaves with an exception
};

/// A way into guarded state that outlives its critical section.
struct Escape {
  enum Kind : uint8_t {
    Returned,     ///< from under the lock
    ReturnedBare, ///< the lock was not taken here; the caller may hold it
    Stored,
    SplitUpdate, ///< written from a copy that another section made
    UsedAfter,   ///< kept in a variable and used after the lock was released
    Captured,
  };
  Kind What = Returned;
  uint32_t View = 0;   ///< the event at which to say it
  uint32_t Origin = 0; ///< the event that tells what is guarded by what
  PlaceId UsedAt = 0;
};

/// A lock that is held where the coroutine may be suspended.
struct HeldAtSuspension {
  Held Lock;
  PlaceId At = 0;
  PlaceId TakenAt = 0;
};

struct FlowResult {
  Summary Sum;
  std::vector<Imbalance> Imbalances;
  std::vector<Escape> Escapes;
  std::vector<HeldAtSuspension> Suspended;
  bool IsComplete = true; ///< false if the function was too much
};

/// Solves \p F; writes the states into its accesses, calls, starts and hazards in \p Graph.
/// \p Summaries  by FunctionId, of the functions solved before
/// \p Declared   whether annotations say what \p F does to locks; Takes and Gives of
///               \p Expected are then what it may do
FlowResult solveLocks(const LoweredFunction &F, Program &Graph,
                      const std::vector<Summary> &Summaries, const Summary *Expected);

} // namespace ambit

#endif // AMBIT_FLOW_LOCKFLOW_H
