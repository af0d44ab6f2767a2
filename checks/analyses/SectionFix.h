//===- SectionFix.h ---------------------------------------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The fix that wraps a statement in the critical section that the unit already uses
// for the same object, in the words it uses there.
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_ANALYSES_SECTIONFIX_H
#define AMBIT_ANALYSES_SECTIONFIX_H

#include "analyses/Finding.h"
#include "lowering/UnitProgram.h"

namespace ambit {

class Unit;

/// Adds the fix to \p F if there is such a section and the access is in a statement that can
/// be wrapped.
void addSectionFix(Unit &U, UnitProgram &P, const Conflict &C, Finding &F);

} // namespace ambit

#endif // AMBIT_ANALYSES_SECTIONFIX_H
