//===- OutputFile.h ---------------------------------------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Files that are there whole or not at all, whenever the process is stopped.
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_DRIVER_OUTPUTFILE_H
#define AMBIT_DRIVER_OUTPUTFILE_H

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"

namespace ambit::driver {

/// Writes \p Bytes beside \p Path and renames that. What was at \p Path stays if it fails. A pipe
/// or a device is written as it is.
/// \returns an error that names \p Path.
llvm::Error writeWhole(llvm::StringRef Path, llvm::StringRef Bytes);

} // namespace ambit::driver

#endif // AMBIT_DRIVER_OUTPUTFILE_H
