//===- Summary.h ------------------------------------------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What a function does to the locks of whoever calls it: what the lock flow finds, and
// what annotations say.
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_FLOW_SUMMARY_H
#define AMBIT_FLOW_SUMMARY_H

#include "program/Program.h"

namespace ambit {

/// What every call of a function returns.
struct ReturnedValue {
  std::optional<int64_t> Is;
  bool IsNonZero = false; ///< something other than 0
  bool isKnown() const { return Is || IsNonZero; }
};

/// What a function does to the locks of its caller, in its own terms.
struct Summary {
  struct Taken {
    Held Lock;
    PathId Token = 0;        ///< where it stores the saved state
    bool IsReturned = false; ///< it returns the saved state, or a guard that holds the lock
    bool IsGuard = false;    ///< released with the object that the function made
    bool IsSignalLike = false;
    PlaceId At = 0;
  };
  struct Given {
    Held Lock;
    PathId Token = 0; ///< the saved state it restores
    PlaceId At = 0;
    bool IsSignalLike = false;
  };
  struct Try {
    Held Lock;
    bool IsTruth = true;
    bool IsNegated = false;
    int64_t Success = 1;
  };
  ThinVector<Taken> Takes;
  ThinVector<Given> Gives;
  ThinVector<Try> Tries;
  StartSet Started, Joined;
  ThinVector<PathId> CallsThrough; ///< what of its parameters it calls
  ReturnedValue Returned;
  bool Moves = false; ///< its caller may be on another core afterwards
  bool IsKnown = false;

  bool changesLocks() const { return !Takes.empty() || !Gives.empty() || !Tries.empty(); }
};

/// Adds what \p C starts beyond the summary of its only target: by what it is given to call, or by
/// whichever of several targets it calls. To \p Through, what it calls of the caller's parameters.
void addIndirect(const Call &C, Program &Graph, const std::vector<Summary> &Summaries,
                 StartSet &Started, ThinVector<PathId> &Through);

} // namespace ambit

#endif // AMBIT_FLOW_SUMMARY_H
