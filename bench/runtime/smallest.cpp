//===- smallest.cpp -------------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Builds when SIZE bytes are enough for a task that yields, and for one that only returns.
//
//===----------------------------------------------------------------------===//

#include "ambit/task.hpp"

ambit::task<> yields(ambit::frame<SIZE> &) {
  while (true)
    co_await ambit::yield();
}
ambit::task<> returns(ambit::frame<SIZE> &) { co_return; }
