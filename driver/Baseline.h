//===- Baseline.h -----------------------------------------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Findings that a project lives with for now, in a file: a run with it reports only what is
// new. An entry is known by a fingerprint, which does not change when lines move.
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_DRIVER_BASELINE_H
#define AMBIT_DRIVER_BASELINE_H

#include "driver/Run.h"
#include "driver/SourceText.h"
#include "llvm/Support/raw_ostream.h"

namespace ambit::driver {

/// Writes what \p R reports, in the order of places.
void writeBaseline(const Run &R, SourceText &Sources, llvm::raw_ostream &Out);

/// Suppresses in \p R what the baseline in \p Path has, each entry once, and tells on the standard
/// error which of its entries no longer occur.
/// \returns an error that names the file if it is no baseline.
llvm::Error applyBaseline(llvm::StringRef Path, Run &R);

} // namespace ambit::driver

#endif // AMBIT_DRIVER_BASELINE_H
