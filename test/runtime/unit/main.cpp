//===- main.cpp - runs the tests of the runtime -----------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//===----------------------------------------------------------------------===//

#define CATCH_CONFIG_RUNNER // Catch2 2 makes its own code in one file; 3 knows nothing of this
#include "catch.hpp"

int main(int argc, char **argv) { return Catch::Session().run(argc, argv); }
