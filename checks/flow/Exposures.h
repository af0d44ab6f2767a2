//===- Exposures.h ----------------------------------------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Functions that only a pointer leads to. Whoever calls one, in whatever context, does so after
// code has taken its address: a callback that is queued for a worker comes after what was done
// before it was queued, and so does what it registers in its turn.
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_FLOW_EXPOSURES_H
#define AMBIT_FLOW_EXPOSURES_H

#include "flow/LoweredProgram.h"

namespace ambit {

/// By function, whether somebody calls it other than by a pointer: before it is known what pointers
/// lead to.
class CalledByName : public std::vector<bool> {
public:
  explicit CalledByName(const Program &Graph);
};

/// Finds Function::Behind, and drops the exposures that are for nothing.
void findExposures(LoweredProgram &P, const CalledByName &Called);

} // namespace ambit

#endif // AMBIT_FLOW_EXPOSURES_H
