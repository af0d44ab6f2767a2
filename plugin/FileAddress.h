//===- FileAddress.h --------------------------------------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Paths of files as addresses, as the protocol of editors and links have them.
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_PLUGIN_FILEADDRESS_H
#define AMBIT_PLUGIN_FILEADDRESS_H

#include "llvm/ADT/StringRef.h"
#include <string>

namespace ambit {

/// \p Path as an address; what has a meaning in an address is written in hexadecimal.
std::string addressOf(llvm::StringRef Path);

/// The path in \p Address; empty if it is no file's.
std::string pathIn(llvm::StringRef Address);

} // namespace ambit

#endif // AMBIT_PLUGIN_FILEADDRESS_H
