// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// A UART driver without a lock: its handler sends, and who uses it masks interrupts.

#pragma once

#include "ambit/annotations.h"
#include "async.h"
#include "esp_intr_alloc.h"
#include "uart_registers.h"

/// esp_intr_alloc() registers the handler on the core that calls it. The driver keeps it out by
/// masking interrupts, which says nothing to the other core: the driver has to stay where it was
/// made.
class AMBIT_CORE_BOUND AsyncUart {
public:
  AsyncUart() {
    esp_intr_alloc(ETS_UART1_INTR_SOURCE, ESP_INTR_FLAG_LEVEL1, on_interrupt, this, &interrupt_);
  }
  AsyncUart(const AsyncUart &) = delete;
  AsyncUart &operator=(const AsyncUart &) = delete;
  ~AsyncUart() { esp_intr_free(interrupt_); }

  /// Sends \p size bytes; await what it returns. The handler calls \p waker when the last is on its
  /// way, and then the coroutine is to be resumed.
  std::suspend_always write(const void *data, std::size_t size, Waker waker) {
    portDISABLE_INTERRUPTS();
    next_ = static_cast<const std::uint8_t *>(data);
    left_ = size;
    waker_ = waker;
    enable_transmit_interrupt();
    portENABLE_INTERRUPTS();
    return {};
  }

private:
  AMBIT_ISR_AT(1) static void on_interrupt(void *argument) {
    auto *uart = static_cast<AsyncUart *>(argument);
    if (uart->left_ != 0) {
      put(*uart->next_++);
      --uart->left_;
    } else {
      disable_transmit_interrupt();
      uart->waker_.wake(uart->waker_.argument);
    }
  }

  intr_handle_t interrupt_ = nullptr;
  AMBIT_ISR_SHARED const std::uint8_t *next_ = nullptr;
  AMBIT_ISR_SHARED std::size_t left_ = 0;
  AMBIT_ISR_SHARED Waker waker_;
};
