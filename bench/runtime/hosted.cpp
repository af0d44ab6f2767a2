//===- hosted.cpp - the same on the host, for callgrind: hosted WHAT N -*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//===----------------------------------------------------------------------===//

#include "steps.hpp"
#include <cstdlib>
#include <cstring>

int main(int, char **arguments) {
  auto w = std::strcmp(arguments[1], "yield") == 0         ? bench::what::yield
           : std::strcmp(arguments[1], "deep_yield") == 0  ? bench::what::deep_yield
           : std::strcmp(arguments[1], "deep_signal") == 0 ? bench::what::deep_signal
                                                           : bench::what::signal;
  bench::begin(w);
  bench::run(w, static_cast<unsigned>(std::atoi(arguments[2])));
  bench::end();
}
