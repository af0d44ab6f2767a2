//===- PhaseFlow.h ----------------------------------------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Where the phases of a program end, and what is used after that: for each function
// the state of each phase at its uses, with calls as if inlined. A status decides:
//
//   st = bs->ExitBootServices(image, key);   // ended if st is 0
//   if (EFI_ERROR(st))
//     bs->GetMemoryMap(...);                 // not ended here
//   bs->FreePool(p);                         // may have ended
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_FLOW_PHASEFLOW_H
#define AMBIT_FLOW_PHASEFLOW_H

#include "flow/LoweredFunction.h"

namespace ambit {

/// A use of what is bound to a phase, where the phase has or may have ended.
struct ExpiredUse {
  FunctionId In = NoFunction;
  PlaceId At = 0;
  uint32_t Phase = 0;
  SymbolId What = 0;   ///< the object or function that is used
  SymbolId Bound = 0;  ///< the type, variable or function that is declared to be bound
  PlaceId EndedAt = 0; ///< 0 if it had ended when the function was called
  bool IsPerhaps = false;
  FunctionId Callee = NoFunction; ///< if it is this function that uses it, called at At
  PlaceId UsedAt = 0;             ///< then the place of the use
};

struct PhaseSolution {
  std::vector<ExpiredUse> Expired;
  /// Functions all of whose callers come after an end, with one such call and the end.
  struct LateEntry {
    FunctionId Function = NoFunction;
    uint32_t Phase = 0;
    FunctionId Caller = NoFunction; ///< none if it is registered to run then
    PlaceId CalledAt = 0;
    PlaceId EndedAt = 0;
  };
  std::vector<LateEntry> Late;
};

/// \param Order  the functions of \p Graph, each after those it calls
PhaseSolution solvePhases(const std::vector<LoweredFunction> &Functions, const Program &Graph,
                          const std::vector<FunctionId> &Order);

} // namespace ambit

#endif // AMBIT_FLOW_PHASEFLOW_H
