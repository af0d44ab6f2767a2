//===- Rename.h -------------------------------------------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Gives objects that one unit knows only as the result of a function the name that the
// function's own unit knows: `bus_lock()` is `the_lock`.
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_FACTS_RENAME_H
#define AMBIT_FACTS_RENAME_H

#include "flow/LoweredProgram.h"

namespace ambit::facts {

/// Renames in all of \p Low what functions with a known LoweredFunction::ReturnedObject give.
void renameResults(LoweredProgram &Low);

} // namespace ambit::facts

#endif // AMBIT_FACTS_RENAME_H
