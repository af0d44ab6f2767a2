//===- steps.hpp - the steps that are measured ------------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_BENCH_RUNTIME_STEPS_HPP
#define AMBIT_BENCH_RUNTIME_STEPS_HPP

#include "ambit/core_executor.hpp"
#include "ambit/irq_lock.hpp"
#include "ambit/locked.hpp"
#include "ambit/signal.hpp"

namespace bench {

inline ambit::frame<256> frame_a, frame_b;
inline ambit::frame<768> deep_frame;
inline ambit::signal<> event;
inline bool stop = false;

inline ambit::task<> yielder(ambit::frame<256> &) {
  while (!stop)
    co_await ambit::yield();
}
inline ambit::task<> waiter(ambit::frame<256> &) {
  while (!stop)
    co_await event.wait();
}

inline ambit::task<> level_0() {
  while (!stop)
    co_await ambit::yield();
}
#define LEVEL(n, m)                                                                                \
  inline ambit::task<> level_##n() {                                                               \
    co_await level_##m();                                                                          \
    asm volatile("" ::: "memory");                                                                 \
  }
LEVEL(1, 0)
LEVEL(2, 1)
LEVEL(3, 2)
LEVEL(4, 3)
LEVEL(5, 4)
LEVEL(6, 5)
LEVEL(7, 6)
#undef LEVEL
inline ambit::task<> deep(ambit::frame<768> &) { co_await level_7(); }

/// Drives the executor `n` steps; each step is one resumption.
struct stepper : ambit::core_executor<> {
  using ambit::core_executor<>::core_executor;
  [[gnu::noinline]] void steps(unsigned n) noexcept {
    for (; n != 0; --n)
      run_one();
  }
  [[gnu::noinline]] void signals(unsigned n) noexcept {
    for (; n != 0; --n) {
      event.set();
      run_one();
    }
  }
};
inline stepper machine{0};

enum class what { yield, deep_yield, signal };

/// Starts the tasks for a measurement. Then run() is what is counted, then end().
inline void begin(what w) {
  stop = false;
  if (w == what::yield) {
    machine.spawner().spawn(yielder(frame_a));
    machine.spawner().spawn(yielder(frame_b));
  } else if (w == what::deep_yield) {
    machine.spawner().spawn(deep(deep_frame));
  } else {
    machine.spawner().spawn(waiter(frame_a));
  }
  machine.steps(10);
}
inline void run(what w, unsigned n) { w == what::signal ? machine.signals(n) : machine.steps(n); }
inline void end() {
  stop = true;
  event.set();
  machine.run_ready();
}

} // namespace bench

#endif // AMBIT_BENCH_RUNTIME_STEPS_HPP
