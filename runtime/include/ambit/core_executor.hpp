//===- ambit/core_executor.hpp - an executor that is a core's main loop -*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   run one ready task ─▶ none? ─ mask ─▶ leave the mark in the inbox ─▶ wait_for_interrupt ─┐
//        ▲                                     │ somebody was quicker                        │
//        └─────────────────── unmask ◀─────────┴─────────────────────────────────────────────┘
//
// No wake-up is lost between the mark and the sleep: a handler of this core cannot run in between,
// because it is masked, and ends the sleep; another core's push finds the mark and pokes, which
// ends the sleep too. A wake-up from this core itself, or of a core that is awake, therefore needs
// no interrupt.
//===----------------------------------------------------------------------===//

#ifndef AMBIT_CORE_EXECUTOR_HPP
#define AMBIT_CORE_EXECUTOR_HPP

#include "ambit/alarm.hpp"
#include "ambit/executor.hpp"
#include "ambit/spawner.hpp"

namespace ambit {

/// Runs tasks in the thread context of one core and sleeps when none is ready.
/// Static; made on any core, run on its own.
template <order Order = order::fifo> class core_executor : public executor, alarm {
  const unsigned core_;
  std::atomic<bool> stop_{false};

  static void poke(executor &e) noexcept {
    unsigned core = static_cast<core_executor &>(e).core_;
    if (port::core() != core)
      port::poke(core);
  }
  static void arm(timer_host &host, tick when) noexcept {
    static_cast<alarm &>(static_cast<core_executor &>(of(host))).arm(when);
  }
  static void fire(alarm &a) noexcept { static_cast<core_executor &>(a).timer_task().wake(); }

public:
  constexpr explicit core_executor(unsigned core) noexcept
      : executor(poke, arm), alarm(fire), core_(core) {}

  /// The core that runs it.
  [[nodiscard]] unsigned core() const noexcept { return core_; }

  /// Starts tasks from this core. Callable from: contexts of its core.
  [[nodiscard]] ambit::spawner spawner() noexcept { return ambit::spawner(*this); }
  /// Starts tasks from anywhere. Callable from: any context.
  [[nodiscard]] send_spawner remote() noexcept { return send_spawner(*this); }

  /// Runs tasks until stop(), or for ever. Callable from: the thread context of its core,
  /// interrupts unmasked. Blocks: sleeps with port::wait_for_interrupt.
  void run() noexcept AMBIT_BLOCKS {
    AMBIT_REQUIRE(port::core() == core_, "a core_executor is run on another core than its own");
    while (!stop_.load(std::memory_order_acquire)) {
      if (run_one<Order>())
        continue;
      port::irq_state before = port::mask();
      if (falls_asleep() && !stop_.load(std::memory_order_acquire))
        port::wait_for_interrupt();
      port::unmask(before);
    }
    stop_.store(false, std::memory_order_relaxed);
  }

  /// Runs what is ready and returns when nothing is. Callable from: as run(). Blocks: never.
  void run_ready() noexcept {
    while (run_one<Order>()) {
    }
  }

  /// Makes run() return after the task that runs now. Callable from: any context of any core.
  void stop() noexcept {
    stop_.store(true, std::memory_order_release);
    port::poke(core_);
  }
};

} // namespace ambit

#endif // AMBIT_CORE_EXECUTOR_HPP
