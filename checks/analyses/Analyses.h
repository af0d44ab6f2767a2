//===- Analyses.h -----------------------------------------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The analyses: each a function from a unit to findings.
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_ANALYSES_ANALYSES_H
#define AMBIT_ANALYSES_ANALYSES_H

#include "analyses/Finding.h"
#include <vector>

namespace ambit {

class Unit;

/// ambit-invalid-annotation: annotations that are misspelt, misplaced, contradictory or
/// name nothing.
std::vector<Finding> findInvalidAnnotations(Unit &U);

/// ambit-false-send-claim: AMBIT_SEND and AMBIT_SYNC on types a part of which is not.
std::vector<Finding> findFalseClaims(Unit &U);

/// ambit-unsendable-crossing and ambit-core-bound-crossing at calls.
std::vector<Finding> findCrossings(Unit &U);

/// ambit-unsendable-crossing and ambit-core-bound-crossing through globals that a started
/// thread uses.
std::vector<Finding> findSharedGlobals(Unit &U);

/// ambit-held-across-await: values that must not be met elsewhere, in frames that are
/// resumed there.
std::vector<Finding> findValuesAcrossAwait(Unit &U);

/// ambit-stale-waiver: `_UNCHECKED` claims that the parts bear out.
std::vector<Finding> findStaleClaims(Unit &U);

} // namespace ambit

#endif // AMBIT_ANALYSES_ANALYSES_H
