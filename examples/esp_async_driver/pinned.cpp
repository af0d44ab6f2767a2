// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// (a) The driver is core-bound, and the task that makes and uses it is pinned: nothing to say.
// Everybody else, on whichever core, sends plain values to it.

#include "async_uart.h"
#include "freertos/queue.h"

struct Sample {
  std::uint32_t value;
};

static Task telemetry(AsyncUart &uart, QueueHandle_t samples) {
  Sample sample{};
  while (xQueueReceive(samples, &sample, portMAX_DELAY))
    co_await uart.write(&sample, sizeof sample, wake_current_task());
}

static void telemetry_task(void *samples) {
  AsyncUart uart;
  run(telemetry(uart, static_cast<QueueHandle_t>(samples)));
}

static void sampling_task(void *argument) {
  const auto samples = static_cast<QueueHandle_t>(argument);
  for (std::uint32_t value = 0;; ++value) {
    Sample sample{value};
    xQueueSend(samples, &sample, portMAX_DELAY);
    vTaskDelay(10);
  }
}

extern "C" void app_main() {
  const QueueHandle_t samples = xQueueCreate(16, sizeof(Sample));
  xTaskCreatePinnedToCore(telemetry_task, "telemetry", 4096, samples, 5, nullptr, 0);
  xTaskCreatePinnedToCore(sampling_task, "sampling", 4096, samples, 5, nullptr, tskNO_AFFINITY);
  for (;;)
    vTaskDelay(1000);
}
