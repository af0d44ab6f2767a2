//===- Commands.h -----------------------------------------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The verbs of `ambit`, one file each with its options.
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_DRIVER_COMMANDS_H
#define AMBIT_DRIVER_COMMANDS_H

#include "llvm/Support/CommandLine.h"

namespace ambit::driver {

/// A verb: `ambit NAME ...`.
struct Command {
  llvm::cl::SubCommand &Options;
  int (*Run)(); ///< \returns the exit status
};

Command annotateCommand();
Command baselineCommand();
Command checkCommand();
Command contextsCommand();
Command doctorCommand();
Command explainCommand();
Command initCommand();
Command listCommand();
Command whyCommand();
Command unitCommand();
Command linkCommand();
Command mergeCommand();
Command shardCommand();

/// Says \p Why as an error of the command line or the configuration.
/// \returns ExitStatus::BadUsage
int usageError(const llvm::Twine &Why);

} // namespace ambit::driver

#endif // AMBIT_DRIVER_COMMANDS_H
