// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// A UART driver in the style of ESP-IDF that sleeps until its interrupt handler wakes it.

#pragma once

#include "ambit/annotations.h"
#include "esp_intr_alloc.h"
#include "freertos/task.h"

/// esp_intr_alloc registers the handler on the core that calls it. The driver keeps it out by
/// masking interrupts, which says nothing to the other core: a task that uses the driver has to
/// stay where the driver was made.
class AMBIT_CORE_BOUND AsyncUart {
public:
  AsyncUart() { esp_intr_alloc(ETS_UART1_INTR_SOURCE, 0, on_interrupt, this, &interrupt_); }
  AsyncUart(const AsyncUart &) = delete;
  AsyncUart &operator=(const AsyncUart &) = delete;

  /// Sends \p size bytes and waits for the last.
  void write(const void *data, std::size_t size) {
    portDISABLE_INTERRUPTS();
    next_ = static_cast<const std::uint8_t *>(data);
    left_ = size;
    waiting_ = xTaskGetCurrentTaskHandle();
    portENABLE_INTERRUPTS();
    ulTaskNotifyTake(pdTRUE, portMAX_DELAY);
  }

private:
  static void on_interrupt(void *argument) {
    auto *uart = static_cast<AsyncUart *>(argument);
    if (uart->left_ == 0)
      return;
    put(*uart->next_++);
    if (--uart->left_ == 0)
      vTaskNotifyGiveFromISR(uart->waiting_, nullptr);
  }

  static void put(std::uint8_t byte) {
    *reinterpret_cast<volatile std::uint8_t *>(0x3ff50000) = byte;
  }

  intr_handle_t interrupt_ = nullptr;
  const std::uint8_t *next_ = nullptr;
  std::size_t left_ = 0;
  TaskHandle_t waiting_ = nullptr;
};
