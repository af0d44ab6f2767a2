//===- ambit/interrupt_executor.hpp - an executor that is an interrupt handler -*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_INTERRUPT_EXECUTOR_HPP
#define AMBIT_INTERRUPT_EXECUTOR_HPP

#include "ambit/alarm.hpp"
#include "ambit/executor.hpp"
#include "ambit/spawner.hpp"

namespace ambit {

/// Runs tasks in the handler of an interrupt that software can make pending. Its tasks preempt
/// everything below that interrupt's level; what they share with the rest needs a lock that keeps
/// that level out. Static. `pend` makes the interrupt pending on the core that serves it and may be
/// called from any context of any core.
template <order Order = order::fifo> class interrupt_executor : public executor, alarm {
  void (*const pend_)() noexcept;

  static void poke(executor &e) noexcept { static_cast<interrupt_executor &>(e).pend_(); }
  static void arm(timer_host &host, tick when) noexcept {
    static_cast<alarm &>(static_cast<interrupt_executor &>(of(host))).arm(when);
  }
  static void fire(alarm &a) noexcept { static_cast<interrupt_executor &>(a).timer_task().wake(); }

public:
  constexpr explicit interrupt_executor(void (*pend)() noexcept) noexcept
      : executor(poke, arm, true), alarm(fire), pend_(pend) {}

  [[nodiscard]] ambit::spawner spawner() noexcept { return ambit::spawner(*this); }
  [[nodiscard]] send_spawner remote() noexcept { return send_spawner(*this); }

  /// Runs what is ready. Callable from: the handler of the interrupt that `pend` makes pending,
  /// after it has cleared the interrupt. Blocks: never.
  void on_interrupt() noexcept AMBIT_ISR_SAFE {
    do
      while (run_one<Order>()) {
      }
    while (!falls_asleep());
  }
};

} // namespace ambit

#endif // AMBIT_INTERRUPT_EXECUTOR_HPP
