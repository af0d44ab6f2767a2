//===- Simplify.h -----------------------------------------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Leaves out of a lowered function what no flow can make use of: values that nobody tells
// apart, tests whose outcome explains nothing, and the blocks that are empty without them.
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_FLOW_SIMPLIFY_H
#define AMBIT_FLOW_SIMPLIFY_H

#include "flow/LoweredFunction.h"

namespace ambit {

/// Simplifies \p Body, whose calls and starts are in \p Info, a function of \p Graph.
void simplify(LoweredFunction &Body, Function &Info, const Program &Graph);

} // namespace ambit

#endif // AMBIT_FLOW_SIMPLIFY_H
