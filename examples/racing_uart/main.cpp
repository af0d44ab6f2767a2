//===- main.cpp -----------------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What each core does when its start-up code is done.
//
//===----------------------------------------------------------------------===//

#include "ambit/annotations.h"
#include "serial.h"

static void print(const char *text) {
  while (*text)
    serial_send(*text++);
}

AMBIT_RUNS_ON(0) void core_0_main() {
  for (;;)
    print("core 0 is well\n");
}

AMBIT_RUNS_ON(1) void core_1_main() {
  for (;;)
    print("core 1 is well\n");
}
