//===- Suppressions.h -------------------------------------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Comments that suppress findings, as clang-tidy reads them: NOLINT on the line of a finding,
// NOLINTNEXTLINE on the line before, NOLINTBEGIN and NOLINTEND around it, each for all checks or
// for those in parentheses, as in NOLINT(ambit-weak-lock, ambit-isr-*).
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_DRIVER_SUPPRESSIONS_H
#define AMBIT_DRIVER_SUPPRESSIONS_H

#include "driver/SourceText.h"

namespace ambit::driver {

/// Whether \p Checks, the text between the parentheses of a NOLINT, means \p Check: globs that are
/// separated by commas, the last that matches decides, and `-` before one takes it out.
bool meansCheck(llvm::StringRef Checks, llvm::StringRef Check);

/// Says in each of \p Findings that a comment suppresses which one it is.
void suppressByComments(std::vector<facts::PlacedFinding> &Findings, SourceText &Sources);

} // namespace ambit::driver

#endif // AMBIT_DRIVER_SUPPRESSIONS_H
