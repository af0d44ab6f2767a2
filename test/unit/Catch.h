//===- Catch.h --------------------------------------------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The header of Catch2, whichever major version it is.
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_UNIT_CATCH_H
#define AMBIT_UNIT_CATCH_H

#if __has_include(<catch2/catch_all.hpp>)
#include <catch2/catch_all.hpp>
#else
#include <catch2/catch.hpp>
#endif

#endif // AMBIT_UNIT_CATCH_H
