//===- FactsInput.h ---------------------------------------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The facts files that a command line names.
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_DRIVER_FACTSINPUT_H
#define AMBIT_DRIVER_FACTSINPUT_H

#include "driver/Run.h"
#include "facts/Linker.h"

namespace ambit::driver {

/// Adds the units in \p Files to \p Into.
/// \returns an error that names the first file that is none, or cannot be read.
llvm::Error addFiles(llvm::ArrayRef<std::string> Files, facts::Linker &Into);

/// Links the units in \p Files and says what is wrong: in each alone, and in all together.
/// \param Root  the directory to which their names of files are relative
/// \returns an error as addFiles() does
llvm::Expected<Run> linkFiles(llvm::ArrayRef<std::string> Files, llvm::StringRef Root,
                              bool IsStrict);

} // namespace ambit::driver

#endif // AMBIT_DRIVER_FACTSINPUT_H
