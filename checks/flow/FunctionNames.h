//===- FunctionNames.h ------------------------------------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What the name of a function says about locks, where nothing else does: the first or
// last of its words, as in `bus_lock`, `beginTransaction`, `kfree`.
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_FLOW_FUNCTIONNAMES_H
#define AMBIT_FLOW_FUNCTIONNAMES_H

#include "llvm/ADT/StringRef.h"

namespace ambit {

/// Whether the function \p Name is named for half of a section.
bool saysLock(llvm::StringRef Name);

/// Whether the function \p Name is named for bringing an object into its first state.
bool saysInit(llvm::StringRef Name);

/// Whether the function \p Name is named for the end of an object.
bool saysEnd(llvm::StringRef Name);

} // namespace ambit

#endif // AMBIT_FLOW_FUNCTIONNAMES_H
