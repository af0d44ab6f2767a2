//===- ReportOptions.h ------------------------------------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The options that say in which forms a run is told, for all verbs that find something.
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_DRIVER_REPORTOPTIONS_H
#define AMBIT_DRIVER_REPORTOPTIONS_H

#include "driver/Run.h"
#include "llvm/Support/CommandLine.h"

namespace ambit::driver {

class ReportOptions {
public:
  explicit ReportOptions(llvm::cl::SubCommand &Verb);

  /// Writes \p R in the forms that were asked for, and as text on the standard output unless one
  /// of them goes there.
  /// \returns the exit status of the run, or BadUsage, told, if a file cannot be written.
  int write(const Run &R) const;

  /// The option for JSON, for an alias of it.
  llvm::cl::Option &json() { return Json; }

  /// Whether one of them shows the solved program and not only what was found.
  bool needProgram() const { return !Html.empty() || !Dot.empty() || Contexts; }

private:
  llvm::cl::opt<std::string> Json, Sarif, GitLab, Html, Dot;
  llvm::cl::opt<bool> Contexts, GitHub;
};

} // namespace ambit::driver

#endif // AMBIT_DRIVER_REPORTOPTIONS_H
