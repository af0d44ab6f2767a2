//===- catch.hpp - the header of Catch2, whichever major version it is -*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_TEST_RUNTIME_CATCH_HPP
#define AMBIT_TEST_RUNTIME_CATCH_HPP

#if __has_include(<catch2/catch_all.hpp>)
#include <catch2/catch_all.hpp>
#else
#include <catch2/catch.hpp>
#endif

/// CHECK for what contains a co_await. CHECK repeats its expression in `while (false && ...)`,
/// where GCC 12 awaits all the same.
#define CHECK_AWAITED(...)                                                                         \
  do {                                                                                             \
    const bool holds = (__VA_ARGS__);                                                              \
    INFO(#__VA_ARGS__);                                                                            \
    CHECK(holds);                                                                                  \
  } while (false)

#endif // AMBIT_TEST_RUNTIME_CATCH_HPP
