// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// The same driver with a lock that keeps out the handler and the other core.

#pragma once

#include "ambit/annotations.h"
#include "async.h"
#include "esp_intr_alloc.h"
#include "uart_registers.h"

/// A portMUX masks interrupts on this core and spins against the other one. Its users may be on any
/// core, and may be moved.
class LockedUart {
public:
  LockedUart() = default;
  LockedUart(const LockedUart &) = delete;
  LockedUart &operator=(const LockedUart &) = delete;

  /// From now on write() works. The handler is registered on the core that calls this.
  void into_async() {
    esp_intr_alloc(ETS_UART1_INTR_SOURCE, ESP_INTR_FLAG_LEVEL1, on_interrupt, this, &interrupt_);
  }

  /// Takes the handler back: from now on write_blocking() works.
  void into_blocking() {
    esp_intr_free(interrupt_);
    interrupt_ = nullptr;
  }

  /// Sends \p size bytes; await what it returns. The handler calls \p waker when the last is on its
  /// way, and then the coroutine is to be resumed.
  std::suspend_always write(const void *data, std::size_t size, Waker waker) {
    portENTER_CRITICAL(&lock_);
    next_ = static_cast<const std::uint8_t *>(data);
    left_ = size;
    waker_ = waker;
    enable_transmit_interrupt();
    portEXIT_CRITICAL(&lock_);
    return {};
  }

  void write_blocking(const std::uint8_t *data, std::size_t size) {
    for (std::size_t at = 0; at != size; ++at)
      put(data[at]);
  }

private:
  AMBIT_ISR_AT(1) static void on_interrupt(void *argument) {
    auto *uart = static_cast<LockedUart *>(argument);
    Waker done;
    portENTER_CRITICAL_ISR(&uart->lock_);
    if (uart->left_ != 0) {
      put(*uart->next_++);
      --uart->left_;
    } else {
      disable_transmit_interrupt();
      done = uart->waker_;
    }
    portEXIT_CRITICAL_ISR(&uart->lock_);
    if (done.wake)
      done.wake(done.argument);
  }

  intr_handle_t interrupt_ = nullptr;
  portMUX_TYPE lock_ = portMUX_INITIALIZER_UNLOCKED;
  AMBIT_ISR_SHARED_BY(lock_) const std::uint8_t *next_ = nullptr;
  AMBIT_ISR_SHARED_BY(lock_) std::size_t left_ = 0;
  AMBIT_ISR_SHARED_BY(lock_) Waker waker_;
};
