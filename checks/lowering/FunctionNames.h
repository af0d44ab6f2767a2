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

#ifndef AMBIT_LOWERING_FUNCTIONNAMES_H
#define AMBIT_LOWERING_FUNCTIONNAMES_H

#include "clang/AST/Decl.h"

namespace ambit {

/// Whether \p F is named for half of a section.
bool saysLock(const clang::FunctionDecl &F);

/// Whether \p F is named for bringing an object into its first state.
bool saysInit(const clang::FunctionDecl &F);

/// Whether \p F is named for the end of an object.
bool saysEnd(const clang::FunctionDecl &F);

} // namespace ambit

#endif // AMBIT_LOWERING_FUNCTIONNAMES_H
