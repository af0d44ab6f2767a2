//===- ambit/waker_slot.hpp - one task waits, anybody wakes it --*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One word: 0 nobody waits, 1 a notification that nobody has taken yet, else the task that waits;
// with bit 1 set it waits here and nowhere else, and the slot holds its token (task_header.hpp).
// Notifying and waiting each change it in one atomic step, so there is no moment at which a
// notification is missed.
//===----------------------------------------------------------------------===//

#ifndef AMBIT_WAKER_SLOT_HPP
#define AMBIT_WAKER_SLOT_HPP

#include "ambit/assert.hpp"
#include "ambit/task_header.hpp"

namespace ambit {

/// A place for one waiting task. Notifications do not add up: several before the task looks are
/// one.
class AMBIT_SYNC waker_slot {
public:
  using bits = task_header::bits;

private:
  static constexpr bits fired = 1, alone = task_header::alone;
  shared_word word_;

  static bits shared(task_header &root) noexcept { return reinterpret_cast<bits>(&root); }

public:
  using ambit_sync = void;
  constexpr waker_slot() noexcept = default;
  waker_slot(const waker_slot &) = delete;
  waker_slot &operator=(const waker_slot &) = delete;

  /// Wakes the task that waits, or lets the next wait end at once.
  /// Callable from: any context of any core. Blocks: never; lock-free. Cost: one atomic exchange
  /// and a wake-up.
  AMBIT_HOT void notify() noexcept AMBIT_ISR_SAFE {
    bits before = word_.exchange(fired);
    if ((before & alone) != 0)
      reinterpret_cast<task_header *>(before - alone)->hand_over();
    else if (before > fired)
      reinterpret_cast<task_header *>(before)->wake();
  }

  /// Takes a notification and returns true, or notes that `root` waits. Two tasks at one place end
  /// in port::panic. Callable from: the task.
  bool poll(task_header &root) noexcept {
    bits now = word_.load();
    while (true) {
      if (now == fired) {
        word_.exchange(0);
        return true;
      }
      if (now != 0) {
        AMBIT_REQUIRE(now == shared(root),
                      "two tasks wait at a place for one (waker_slot, signal)");
        return false;
      }
      if (word_.replace(now, shared(root)))
        return false;
    }
  }

  /// Waits here and nowhere else, for a task of which `left` is what `task_header::leave` returned:
  /// the slot takes its token. Returns 0; otherwise the caller calls `return_to` with what it
  /// returned. Callable from: the task.
  [[nodiscard]] AMBIT_HOT bits stay_alone(bits left) noexcept { return word_.exchange(left); }
  /// There was a notification, which is taken: the task is ready.
  [[gnu::noinline]] static void return_to(void *frame, waker_slot &slot, bits before) noexcept {
    AMBIT_REQUIRE(before == fired, "two tasks wait at a place for one (waker_slot, signal)");
    task_header &root = header_of(frame).root();
    bits mine = shared(root) + alone;
    if (slot.word_.replace(mine, 0))
      root.stay(); // else it was notified once more, which has queued it
  }
  /// The task goes on: takes the notifications so far. Callable from: the task.
  AMBIT_HOT void go_on() noexcept {
    AMBIT_ASSERT(word_.peek() <= fired, "two tasks wait at a place for one (waker_slot, signal)");
    word_.take();
  }

  /// Takes a notification without waiting. Callable from: the task that would wait, any context if
  /// none does.
  bool take() noexcept {
    bits now = fired;
    return word_.replace(now, 0);
  }

  /// Notes that `root` waits no more. A wake-up on its way may still arrive. Callable from: the
  /// task.
  void leave(task_header &root) noexcept {
    bits now = shared(root);
    word_.replace(now, 0);
  }
  /// The same for a task that is destroyed where it waits, alone or not. Its token may be on its
  /// way. Callable from: its destructors.
  void leave() noexcept {
    bits now = word_.load();
    if (now > fired && word_.replace(now, 0) && (now & alone) != 0)
      reinterpret_cast<task_header *>(now - alone)->take_back();
  }
};

} // namespace ambit

#endif // AMBIT_WAKER_SLOT_HPP
