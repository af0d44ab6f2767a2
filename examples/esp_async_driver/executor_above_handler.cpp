// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// (c) An executor that runs in an interrupt of level 3 drives a UART whose own handler has level 1.
// All of it is on core 0, and still the coroutine runs between two instructions of the handler.

#include "async_uart.h"

static Task telemetry(AsyncUart &uart, Waker waker) {
  for (;;)
    co_await uart.write("alive\n", 6, waker);
}

// The register that raises the software interrupt in which the executor runs.
static void raise_executor(void *) { *reinterpret_cast<volatile std::uint32_t *>(0x3ff000e4) = 1; }

static void executor(void *uart) AMBIT_ISR_AT(3) {
  static Task task;
  if (!task)
    task = telemetry(*static_cast<AsyncUart *>(uart), {raise_executor, nullptr});
  task.resume();
}

extern "C" AMBIT_RUNS_ON(0) void app_main() {
  static AsyncUart uart;
  intr_handle_t interrupt = nullptr;
  esp_intr_alloc(ETS_FROM_CPU_INTR2_SOURCE, ESP_INTR_FLAG_LEVEL3, executor, &uart, &interrupt);
  raise_executor(nullptr);
  for (;;)
    vTaskDelay(1000);
}
