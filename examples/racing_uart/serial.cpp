//===- serial.cpp ---------------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The driver as one would write it for one thread.
//
//===----------------------------------------------------------------------===//

#include "serial.h"
#include "ambit/annotations.h"

namespace {

volatile char data_register;
unsigned waiting; // bytes that the port has not sent yet

} // namespace

void serial_send(char byte) {
  data_register = byte;
  ++waiting;
}

/// The port has sent a byte.
AMBIT_ISR_AT(3) AMBIT_RUNS_ON(0) void serial_isr() { --waiting; }
