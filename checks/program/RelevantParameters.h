//===- RelevantParameters.h -------------------------------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Which parameters of a function matter to what it does with locks, objects and starts, itself or
// by what it calls. Nodes of a function differ only in those.
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_PROGRAM_RELEVANTPARAMETERS_H
#define AMBIT_PROGRAM_RELEVANTPARAMETERS_H

#include "program/Node.h"

namespace ambit {

class RelevantParameters {
public:
  explicit RelevantParameters(Program &Graph);

  /// As bits by position; those after the 64th do not count.
  uint64_t of(FunctionId F) const { return Masks[F]; }

  /// Objects for all parameters of \p F that matter: what nobody knows gets a name of its own.
  Objects complete(FunctionId F, llvm::ArrayRef<PathId> Given) const;

private:
  Program &Graph;
  std::vector<uint64_t> Masks; ///< by function
};

} // namespace ambit

#endif // AMBIT_PROGRAM_RELEVANTPARAMETERS_H
