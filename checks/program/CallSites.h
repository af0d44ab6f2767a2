//===- CallSites.h ----------------------------------------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Who calls a function: the calls of a program by their targets.
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_PROGRAM_CALLSITES_H
#define AMBIT_PROGRAM_CALLSITES_H

#include "program/Program.h"
#include "llvm/ADT/STLFunctionalExtras.h"

namespace ambit {

struct CallSite {
  FunctionId Caller = NoFunction;
  uint32_t Call = 0; ///< in its calls
};

class CallSites {
public:
  /// Of the calls of \p Graph as they are now.
  explicit CallSites(const Program &Graph);

  /// In the order of the callers; one that has several targets is there for each.
  llvm::ArrayRef<CallSite> of(FunctionId F) const {
    return llvm::ArrayRef(Sites).slice(Begins[F], Begins[F + 1] - Begins[F]);
  }

private:
  std::vector<uint32_t> Begins; ///< by target, and the end of all
  std::vector<CallSite> Sites;
};

/// Adds to the functions \p Of, by number, those that come to one by calls that \p Counts.
void addCallers(const Program &Graph, std::vector<bool> &Of,
                llvm::function_ref<bool(const Call &)> Counts);

} // namespace ambit

#endif // AMBIT_PROGRAM_CALLSITES_H
