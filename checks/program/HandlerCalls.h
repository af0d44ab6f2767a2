//===- HandlerCalls.h -------------------------------------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Which calls a handler must not make, whatever the callee does then. Some callees say by their
// bodies what a handler does there; of those nothing is said here.
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_PROGRAM_HANDLERCALLS_H
#define AMBIT_PROGRAM_HANDLERCALLS_H

#include "program/Program.h"

namespace ambit {

class HandlerCalls {
public:
  explicit HandlerCalls(const Program &Graph);

  /// Whether a handler must not make the call \p C of \p F.
  bool isWrong(const Function &F, const Call &C) const;

  /// Whether the body of what \p H calls in \p F says what a handler does there: it uses the heap,
  /// and waits for its lock only where it has found that no handler runs.
  bool isJudgedByBody(const Function &F, const Hazard &H) const;

private:
  const Program &Graph;
  /// By function: it waits where no handler runs, or calls who does.
  std::vector<bool> SparesHandlers;
  bool HasSparing = false;
};

} // namespace ambit

#endif // AMBIT_PROGRAM_HANDLERCALLS_H
