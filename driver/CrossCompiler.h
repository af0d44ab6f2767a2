//===- CrossCompiler.h ------------------------------------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What the name of a compiler says of its target: `arm-none-eabi-g++` compiles for
// arm-none-eabi, with headers that only it knows the place of.
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_DRIVER_CROSSCOMPILER_H
#define AMBIT_DRIVER_CROSSCOMPILER_H

#include "llvm/ADT/StringRef.h"
#include <string>
#include <vector>

namespace ambit::driver {

/// Whether \p Name is a program that runs the compiler that follows it, such as ccache.
bool isLauncher(llvm::StringRef Name);

/// The target in the name of a compiler: `arm-none-eabi` of `/opt/bin/arm-none-eabi-g++-12`; empty
/// if it says none.
std::string targetOf(llvm::StringRef Compiler);

/// Adds to a command what makes clang compile as the compiler that it names would: the target,
/// if the name says one and the command does not, and the directories of its system headers, as
/// the compiler itself tells them. A compiler that is not installed adds the target alone.
void addCrossFlags(std::vector<std::string> &Arguments);

} // namespace ambit::driver

#endif // AMBIT_DRIVER_CROSSCOMPILER_H
