//===- ToolPaths.h ----------------------------------------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Where the tools that have the checks linked in find what is not part of them:
// Clang's headers and the page of a check. Both are looked for beside the
// executable first, so that an installed tree can be moved, and then where they
// were when it was built.
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_PLUGIN_TOOLPATHS_H
#define AMBIT_PLUGIN_TOOLPATHS_H

#include "llvm/ADT/StringRef.h"
#include <string>

namespace ambit {

/// The directory with the headers that belong to the compiler, such as stddef.h; "" if
/// there is none, when Clang looks beside the executable as it always does.
std::string resourceDirectory();

/// The address of the page about \p Check: below AMBIT_DOCUMENTATION_URL if the
/// environment has that, else a file: address of the page on this machine, else "".
std::string pageOf(llvm::StringRef Check);

/// "Ambit 0.1.0".
std::string versionText();

} // namespace ambit

#endif // AMBIT_PLUGIN_TOOLPATHS_H
