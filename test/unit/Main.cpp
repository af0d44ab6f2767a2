//===- Main.cpp -----------------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#define CATCH_CONFIG_RUNNER // Catch2 2 makes its own code in one file; 3 knows nothing of this
#include "unit/Catch.h"

int main(int Argc, char **Argv) { return Catch::Session().run(Argc, Argv); }
