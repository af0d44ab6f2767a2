// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// (b) The driver is core-bound, made on core 0, and handed to a task that the scheduler may run on
// either core.

#include "async_uart.h"

static Task greet(AsyncUart &uart) {
  for (;;)
    co_await uart.write("hello\n", 6, wake_current_task());
}

static void greeting_task(void *uart) { run(greet(*static_cast<AsyncUart *>(uart))); }

// ESP-IDF starts the main task on core 0.
extern "C" AMBIT_RUNS_ON(0) void app_main() {
  static AsyncUart uart;
  xTaskCreatePinnedToCore(greeting_task, "greeting", 4096, &uart, 5, nullptr, tskNO_AFFINITY);
  for (;;)
    vTaskDelay(1000);
}
