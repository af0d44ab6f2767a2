//===- PrecompiledHeaders.h -------------------------------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Precompiled headers in a command. They are read as the headers that they were made from: one of
// a build was made by another version or compiler, and without annotations, which only analysers
// see.
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_DRIVER_PRECOMPILEDHEADERS_H
#define AMBIT_DRIVER_PRECOMPILEDHEADERS_H

#include "llvm/ADT/StringRef.h"
#include <string>
#include <vector>

namespace ambit::driver {

/// Has the command \p Arguments, which runs in \p Directory, include headers instead of what was
/// precompiled of them, and precompile none.
void readHeadersThemselves(std::vector<std::string> &Arguments, llvm::StringRef Directory);

} // namespace ambit::driver

#endif // AMBIT_DRIVER_PRECOMPILEDHEADERS_H
