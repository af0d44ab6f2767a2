// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// A telemetry task sends what a sampling task measures. Wrong three times: the tasks that get the
// driver may run on the other core.

#include "async_uart.h"
#include "freertos/queue.h"

struct Sample {
  std::uint32_t value;
};

struct Telemetry {
  AsyncUart uart;
  QueueHandle_t samples = xQueueCreate(16, sizeof(Sample));
};

struct Job {
  AsyncUart &uart;
  Sample sample;
};

static void telemetry_task(void *argument) {
  auto *telemetry = static_cast<Telemetry *>(argument);
  Sample sample;
  while (xQueueReceive(telemetry->samples, &sample, portMAX_DELAY))
    telemetry->uart.write(&sample, sizeof sample);
}

static void job_task(void *argument) {
  Job *job;
  while (xQueueReceive(static_cast<QueueHandle_t>(argument), &job, portMAX_DELAY))
    job->uart.write(&job->sample, sizeof job->sample);
}

// ESP-IDF starts the main task on core 0.
extern "C" AMBIT_RUNS_ON(0) void app_main() {
  static Telemetry telemetry;

  // The scheduler may run it on either core.
  xTaskCreatePinnedToCore(telemetry_task, "telemetry", 4096, &telemetry, 5, nullptr,
                          tskNO_AFFINITY);
  // It always runs on the wrong one.
  xTaskCreatePinnedToCore(telemetry_task, "telemetry1", 4096, &telemetry, 5, nullptr, 1);

  // The driver goes along in a message.
  QueueHandle_t jobs = xQueueCreate(4, sizeof(Job *));
  xTaskCreatePinnedToCore(job_task, "jobs", 4096, jobs, 5, nullptr, tskNO_AFFINITY);
  Job job{telemetry.uart, {42}};
  Job *message = &job;
  xQueueSend(jobs, &message, portMAX_DELAY);
  for (;;)
    vTaskDelay(1000);
}
