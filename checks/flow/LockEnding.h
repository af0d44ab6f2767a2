//===- LockEnding.h ---------------------------------------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What a function has done to locks when it ends, and whether its ends agree.
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_FLOW_LOCKENDING_H
#define AMBIT_FLOW_LOCKENDING_H

#include "flow/LockFlow.h"
#include "flow/LockState.h"

namespace ambit {

/// An end of the function.
struct ExitState {
  Alternative End;
  PlaceId At = 0;
  std::optional<int64_t> Value; ///< what it returns, if that is a constant
  bool IsNonZero = false;       ///< it returns something other than 0
  PathId ReturnKey = 0;
};

/// Writes the summary of \p F and its imbalances into \p Result.
/// \p Expected  what annotations let it do to locks; null if they say nothing
void judgeEnds(const LoweredFunction &F, const PathTable &Paths, std::vector<ExitState> Exits,
               llvm::ArrayRef<PathId> Owned, const Summary *Expected, FlowResult &Result);

/// Locks of which some of \p Exits leave with one that was taken, and others have given back one
/// that was not, as in `if (!owned) take(l); ...; if (last) give(l);`. Where it does not take it,
/// the function is called with it.
std::vector<PathId> locksOwnedInTurn(llvm::ArrayRef<ExitState> Exits);

} // namespace ambit

#endif // AMBIT_FLOW_LOCKENDING_H
