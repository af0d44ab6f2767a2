//===- mini_smp.hpp -------------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A small preemptive scheduler whose purpose is to move threads: one ready list for all cores,
// round robin, and a core prefers a thread that ran elsewhere before. No priorities.
//
//   start ──▶ ready ── a core takes it ──▶ running ── its slice ends, yield ──▶ ready
//               ▲                             │ └── entry returns ──▶ ended
//               └─── set, unlock, a moment ───┴── waiting
//
// Each core runs `core_main` first, without threads, to set up its interrupts; `run()` makes it
// serve threads.
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_PORT_MINI_SMP_HPP
#define AMBIT_PORT_MINI_SMP_HPP

#include "ambit/annotations.h"
#include "ambit/port.hpp"
#include <span>

namespace mini_smp {

/// How long a thread runs while others are ready.
inline constexpr ambit::tick slice = ambit::port::ticks_per_second / 2000;

/// A thread. Static.
class thread {
  friend struct scheduler;
  std::uintptr_t *stack_pointer_ = nullptr; // while it does not run
  thread *next_ = nullptr;                  // in the list that it is in
  thread *sleeper_ = nullptr;               // the next of those that wait for a moment
  thread *joining_ = nullptr;               // who waits for its end
  void (*entry_)(void *) = nullptr;
  void *argument_ = nullptr;
  ambit::tick wake_at_ = ambit::no_alarm;
  std::uint32_t cores_ = 0; // where it may run, a bit each
  unsigned last_ = 0;       // where it ran
  bool ready_ = false, ended_ = false;

  void begin(std::span<unsigned char> stack, void (*entry)(void *), void *argument,
             std::uint32_t cores) noexcept;

public:
  constexpr thread() noexcept = default;
  thread(const thread &) = delete;
  thread &operator=(const thread &) = delete;

  /// Runs `entry(argument)` in a thread that may run on all cores. Callable from: core_main and
  /// threads, once per thread. Blocks: never.
  void start(std::span<unsigned char> stack, void (*entry)(void *) AMBIT_CALLED_IN_THREAD,
             void *argument AMBIT_CROSSES_THREAD) noexcept {
    begin(stack, entry, argument, ~std::uint32_t{0});
  }

  /// The same in a thread that stays on `core`.
  void start_on(unsigned core, std::span<unsigned char> stack,
                void (*entry)(void *) AMBIT_CALLED_ON(core),
                void *argument AMBIT_CROSSES_CORE_TO(core)) noexcept {
    begin(stack, entry, argument, std::uint32_t{1} << core);
  }

  /// Waits for the end. Then the stack is free. Callable from: one other thread.
  void join() noexcept AMBIT_BLOCKS;
};

/// Serves threads on the calling core, for ever. Callable from: core_main, once per core.
[[noreturn]] void run() noexcept;

/// Lets the other ready threads run first. Callable from: threads.
void yield() noexcept;

/// Waits for a moment. Callable from: threads. Precise to a slice.
void sleep_until(ambit::tick when) noexcept AMBIT_BLOCKS;

/// Goes on on `core`, and stays there until roam(). Callable from: threads, unmasked.
void move_to(unsigned core) noexcept;

/// May be moved again. Callable from: threads.
void roam() noexcept;

} // namespace mini_smp

#endif // AMBIT_PORT_MINI_SMP_HPP
