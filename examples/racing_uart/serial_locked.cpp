//===- serial_locked.cpp --------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The driver with a lock: what it counts can be reached only under one that keeps out the handler
// and the other core.
//
//===----------------------------------------------------------------------===//

#include "ambit/annotations.h"
#include "ambit/irq_spin_lock.hpp"
#include "ambit/locked.hpp"
#include "serial.h"

namespace {

volatile char data_register;
ambit::locked<unsigned, ambit::irq_spin_lock> waiting; // bytes that the port has not sent yet

} // namespace

void serial_send(char byte) {
  auto section = waiting.lock();
  data_register = byte;
  ++*section;
}

/// The port has sent a byte.
AMBIT_ISR_AT(3) AMBIT_RUNS_ON(0) void serial_isr() {
  waiting.with([](unsigned &n) { --n; });
}
