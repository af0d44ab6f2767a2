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

class SectionWrapper {
public:
  SectionWrapper(Unit &U, UnitProgram &P);
  ~SectionWrapper();

  /// Adds the fix to \p F if there is such a section and the access is in a statement that can
  /// be wrapped.
  void addFix(const Conflict &C, Finding &F);

private:
  class Impl;
  std::unique_ptr<Impl> I;
};

} // namespace ambit

#endif // AMBIT_ANALYSES_SECTIONFIX_H
