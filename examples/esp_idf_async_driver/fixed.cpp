// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// The cures: the task that owns the driver is pinned to the driver's core, and everybody else, on
// whichever core, sends it messages that are plain values.

#include "async_uart.h"
#include "freertos/queue.h"

struct Sample {
  std::uint32_t value;
};

struct Telemetry {
  AsyncUart uart;
  QueueHandle_t samples = xQueueCreate(16, sizeof(Sample));
};

static void telemetry_task(void *argument) {
  auto *telemetry = static_cast<Telemetry *>(argument);
  Sample sample;
  while (xQueueReceive(telemetry->samples, &sample, portMAX_DELAY))
    telemetry->uart.write(&sample, sizeof sample);
}

static void sampling_task(void *argument) {
  const auto samples = static_cast<QueueHandle_t>(argument);
  for (std::uint32_t value = 0;; ++value) {
    Sample sample{value};
    xQueueSend(samples, &sample, portMAX_DELAY);
    vTaskDelay(10);
  }
}

// ESP-IDF starts the main task on core 0, and the driver is made here.
extern "C" AMBIT_RUNS_ON(0) void app_main() {
  static Telemetry telemetry;
  xTaskCreatePinnedToCore(telemetry_task, "telemetry", 4096, &telemetry, 5, nullptr, 0);
  xTaskCreatePinnedToCore(sampling_task, "sampling", 4096, telemetry.samples, 5, nullptr,
                          tskNO_AFFINITY);
  for (;;)
    vTaskDelay(1000);
}
