//===- stuck.cpp - a program that never ends --------------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Ends by the patience of run.py: on rv64 it spins, on rv32 it sleeps, and both are the same to who waits.
//===----------------------------------------------------------------------===//

#include "ambit/port.hpp"
#include "board.hpp"

void core_main(unsigned) {
  while (true)
    if constexpr (sizeof(void *) == 8)
      ambit::port::relax();
    else
      ambit::port::wait_for_interrupt();
}
