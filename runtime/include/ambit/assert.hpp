//===- ambit/assert.hpp - checks that debug builds make ---------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A broken promise of the caller (a lock released on another core, two waiters in a place for one)
// ends in port::panic with one sentence. Without NDEBUG, or with AMBIT_DEBUG=1, all are checked;
// otherwise none costs anything, except those that would corrupt memory: they use AMBIT_REQUIRE and
// are always checked.
//===----------------------------------------------------------------------===//

#ifndef AMBIT_ASSERT_HPP
#define AMBIT_ASSERT_HPP

#include "ambit/port.hpp"

#ifndef AMBIT_DEBUG
#ifdef NDEBUG
#define AMBIT_DEBUG 0
#else
#define AMBIT_DEBUG 1
#endif
#endif

#define AMBIT_REQUIRE(condition, sentence)                                                         \
  (static_cast<bool>(condition) ? static_cast<void>(0) : ::ambit::port::panic(sentence))

#if AMBIT_DEBUG
#define AMBIT_ASSERT(condition, sentence) AMBIT_REQUIRE(condition, sentence)
#else
#define AMBIT_ASSERT(condition, sentence) static_cast<void>(0)
#endif

#endif // AMBIT_ASSERT_HPP
