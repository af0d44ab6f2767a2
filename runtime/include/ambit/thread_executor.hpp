//===- ambit/thread_executor.hpp - an executor that is a thread of an operating system -*- C++
//-*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_THREAD_EXECUTOR_HPP
#define AMBIT_THREAD_EXECUTOR_HPP

#include "ambit/executor.hpp"
#include "ambit/spawner.hpp"

namespace ambit {

/// Runs tasks in one thread, which the scheduler may move between cores. Its tasks are not
/// core-bound: what they use must be core-free, or locked.
template <order Order = order::fifo, class Port = port>
  requires has_threads<Port>
class thread_executor : public executor {
  typename Port::thread_event event_;
  std::atomic<bool> stop_{false};

  static void poke(executor &e) noexcept { static_cast<thread_executor &>(e).event_.set(); }
  static void arm(timer_host &, tick) noexcept {} // run() looks at the next timer before it sleeps

public:
  constexpr thread_executor() noexcept : executor(poke, arm) {}

  /// Starts tasks from its own tasks and thread.
  [[nodiscard]] ambit::spawner spawner() noexcept { return ambit::spawner(*this); }
  [[nodiscard]] send_spawner remote() noexcept { return send_spawner(*this); }

  /// Runs tasks until stop(). Callable from: one thread. Blocks: sleeps in port::thread_event.
  void run() noexcept AMBIT_BLOCKS {
    while (!stop_.load(std::memory_order_acquire)) {
      timers().expire();
      if (run_one<Order>() || !falls_asleep())
        continue;
      if (timers().next() == no_alarm)
        event_.wait();
      else
        event_.wait_until(timers().next());
    }
    stop_.store(false, std::memory_order_relaxed);
  }

  /// Makes run() return. Callable from: any context.
  void stop() noexcept {
    stop_.store(true, std::memory_order_release);
    event_.set();
  }
};

} // namespace ambit

#endif // AMBIT_THREAD_EXECUTOR_HPP
