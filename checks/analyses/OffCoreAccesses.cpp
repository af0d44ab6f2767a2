//===- OffCoreAccesses.cpp ------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyses/Analyses.h"

namespace ambit {

std::vector<Finding> findOffCoreAccesses(Unit &) { return {}; }

} // namespace ambit
