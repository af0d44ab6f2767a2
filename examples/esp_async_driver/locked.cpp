// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// (d) The driver has a lock that keeps out the handler and the other core. Its task may be moved:
// nothing to say.

#include "locked_uart.h"

static LockedUart uart;

static Task greet(LockedUart &out) {
  for (;;)
    co_await out.write("hello\n", 6, wake_current_task());
}

static void greeting_task(void *out) { run(greet(*static_cast<LockedUart *>(out))); }

extern "C" AMBIT_RUNS_ON(0) void app_main() {
  uart.into_async();
  xTaskCreatePinnedToCore(greeting_task, "greeting", 4096, &uart, 5, nullptr, tskNO_AFFINITY);
  for (;;)
    vTaskDelay(1000);
}
