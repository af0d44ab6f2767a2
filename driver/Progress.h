//===- Progress.h -----------------------------------------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What a person at a terminal sees of a run: how many units are done, how fast, how long
// it will take. In CI nothing but a summary at the end.
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_DRIVER_PROGRESS_H
#define AMBIT_DRIVER_PROGRESS_H

#include "driver/Run.h"
#include <chrono>

namespace ambit::driver {

class Progress {
public:
  /// \param IsQuiet  show nothing, also on a terminal
  Progress(size_t Total, bool IsQuiet);

  /// One more is done: \p Name.
  void step(llvm::StringRef Name);
  void end();

private:
  size_t Total;
  size_t Done = 0;
  bool IsShown;
  std::chrono::steady_clock::time_point Started;
};

/// One line: how many units, findings and failures.
void tellSummary(const Run &R);

} // namespace ambit::driver

#endif // AMBIT_DRIVER_PROGRESS_H
