//===- Soundness.h ----------------------------------------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Whether what was read of a function refers to nothing that is not there: what a checksum
// cannot tell.
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_FACTS_SOUNDNESS_H
#define AMBIT_FACTS_SOUNDNESS_H

#include "flow/LoweredProgram.h"

namespace ambit::facts {

/// Whether every block, edge and event of \p Body is one that exists.
bool isSound(const ambit::Function &F, const LoweredFunction &Body);

} // namespace ambit::facts

#endif // AMBIT_FACTS_SOUNDNESS_H
