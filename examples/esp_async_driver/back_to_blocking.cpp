// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// (e) The locked driver of (d) is handed to a task of core 1, as it may be. When the task has said
// hello it turns the driver back to blocking, but the interrupt is still registered on core 0.

#include "locked_uart.h"

static LockedUart uart;

static Task greet(LockedUart &out) { co_await out.write("hello\n", 6, wake_current_task()); }

static void report_task(void *argument) {
  auto *out = static_cast<LockedUart *>(argument);
  run(greet(*out));
  out->into_blocking();
  static const std::uint8_t line[] = {'o', 'k', '\n'};
  for (;;) {
    out->write_blocking(line, sizeof line);
    vTaskDelay(1000);
  }
}

extern "C" AMBIT_RUNS_ON(0) void app_main() {
  uart.into_async();
  xTaskCreatePinnedToCore(report_task, "report", 4096, &uart, 5, nullptr, 1);
  for (;;)
    vTaskDelay(1000);
}
