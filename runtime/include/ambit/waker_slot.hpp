//===- ambit/waker_slot.hpp - one task waits, anybody wakes it --*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One word: 0 nobody waits, 1 a notification that nobody has taken yet, else the task that waits.
// Notifying and waiting each change it in one atomic step, so there is no moment at which a
// notification is missed.
//===----------------------------------------------------------------------===//

#ifndef AMBIT_WAKER_SLOT_HPP
#define AMBIT_WAKER_SLOT_HPP

#include "ambit/assert.hpp"
#include "ambit/task_header.hpp"
#include <atomic>

namespace ambit {

/// A place for one waiting task. Notifications do not add up: several before the task looks are
/// one.
class AMBIT_SYNC waker_slot {
  using word = task_header::bits;
  static constexpr word fired = 1;
  std::atomic<word> word_{0};

public:
  using ambit_sync = void;
  constexpr waker_slot() noexcept = default;
  waker_slot(const waker_slot &) = delete;
  waker_slot &operator=(const waker_slot &) = delete;

  /// Wakes the task that waits, or lets the next wait end at once.
  /// Callable from: any context of any core. Blocks: never; lock-free. Cost: one atomic exchange
  /// and a wake-up.
  void notify() noexcept AMBIT_ISR_SAFE {
    word before = word_.exchange(fired, std::memory_order_acq_rel);
    if (before > fired)
      reinterpret_cast<task_header *>(before)->wake();
  }

  /// Takes a notification and returns true, or notes that `root` waits. Two tasks at one place end
  /// in port::panic. Callable from: the task.
  bool poll(task_header &root) noexcept {
    word now = word_.load(std::memory_order_acquire);
    while (true) {
      if (now == fired) {
        word_.exchange(0, std::memory_order_acq_rel);
        return true;
      }
      if (now != 0) {
        AMBIT_REQUIRE(now == reinterpret_cast<word>(&root),
                      "two tasks wait at a place for one (waker_slot, signal)");
        return false;
      }
      if (word_.compare_exchange_strong(now, reinterpret_cast<word>(&root),
                                        std::memory_order_acq_rel, std::memory_order_acquire))
        return false;
    }
  }

  /// Takes a notification without waiting. Callable from: the task that would wait, any context if
  /// none does.
  bool take() noexcept {
    word now = fired;
    return word_.compare_exchange_strong(now, 0, std::memory_order_acq_rel,
                                         std::memory_order_relaxed);
  }

  /// Notes that `root` waits no more. A wake-up on its way may still arrive. Callable from: the
  /// task.
  void leave(task_header &root) noexcept {
    word now = reinterpret_cast<word>(&root);
    word_.compare_exchange_strong(now, 0, std::memory_order_acq_rel, std::memory_order_relaxed);
  }
};

} // namespace ambit

#endif // AMBIT_WAKER_SLOT_HPP
