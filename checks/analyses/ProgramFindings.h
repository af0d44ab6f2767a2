//===- ProgramFindings.h ----------------------------------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The findings of the rules about programs as findings of a unit: numbers become places
// and declarations again, and cures become fixes.
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_ANALYSES_PROGRAMFINDINGS_H
#define AMBIT_ANALYSES_PROGRAMFINDINGS_H

#include "analyses/Finding.h"
#include <vector>

namespace ambit {

class Unit;

/// What the rules of `rules/` find in \p U.
std::vector<Finding> findInProgram(Unit &U);

} // namespace ambit

#endif // AMBIT_ANALYSES_PROGRAMFINDINGS_H
