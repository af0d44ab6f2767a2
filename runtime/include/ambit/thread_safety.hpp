//===- ambit/thread_safety.hpp - Clang's thread-safety attributes -*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The runtime's locks say what they do twice: with AMBIT_* for Ambit, which knows kinds of locks,
// and with these for Clang's -Wthread-safety, which every compile can afford. Empty for other
// compilers.
//===----------------------------------------------------------------------===//

#ifndef AMBIT_THREAD_SAFETY_HPP
#define AMBIT_THREAD_SAFETY_HPP

#include "ambit/annotations.h"

#if defined(__clang__) && !defined(__clang_analyzer__) && !defined(AMBIT_ANALYSIS)
#define AMBIT_TSA(...) __attribute__((__VA_ARGS__))
#else
#define AMBIT_TSA(...)
#endif

#define AMBIT_TSA_LOCK(name) AMBIT_TSA(capability(name))
#define AMBIT_TSA_SCOPED AMBIT_TSA(scoped_lockable)
#define AMBIT_TSA_ACQUIRE(...) AMBIT_TSA(acquire_capability(__VA_ARGS__))
#define AMBIT_TSA_RELEASE(...) AMBIT_TSA(release_capability(__VA_ARGS__))
#define AMBIT_TSA_TRY_ACQUIRE(...) AMBIT_TSA(try_acquire_capability(__VA_ARGS__))
#define AMBIT_TSA_GUARDED_BY(...) AMBIT_TSA(guarded_by(__VA_ARGS__))
#define AMBIT_TSA_UNSEEN AMBIT_TSA(no_thread_safety_analysis)

#endif // AMBIT_THREAD_SAFETY_HPP
