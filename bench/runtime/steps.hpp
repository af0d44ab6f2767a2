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

#if defined(BENCH_CLOCK)
// The same, and reads the clock as the first thing after the wait.
inline std::uint32_t resumed_at;
inline ambit::task<> clocked_waiter(ambit::frame<256> &) {
  while (!stop) {
    co_await event.wait();
    resumed_at = BENCH_CLOCK();
  }
}
inline ambit::task<> clocked_0() {
  while (!stop) {
    co_await event.wait();
    resumed_at = BENCH_CLOCK();
  }
}
#endif

inline ambit::task<> level_0() {
  while (!stop)
    co_await ambit::yield();
}
inline ambit::task<> wait_0() {
  while (!stop)
    co_await event.wait();
}
#define LEVEL(name, n, m)                                                                          \
  inline ambit::task<> name##_##n() {                                                              \
    co_await name##_##m();                                                                         \
    asm volatile("" ::: "memory");                                                                 \
  }
#define LEVELS(name)                                                                               \
  LEVEL(name, 1, 0)                                                                                \
  LEVEL(name, 2, 1)                                                                                \
  LEVEL(name, 3, 2)                                                                                \
  LEVEL(name, 4, 3)                                                                                \
  LEVEL(name, 5, 4)                                                                                \
  LEVEL(name, 6, 5)                                                                                \
  LEVEL(name, 7, 6)                                                                                \
  inline ambit::task<> deep_##name(ambit::frame<768> &) { co_await name##_7(); }
LEVELS(level)
LEVELS(wait)
#if defined(BENCH_CLOCK)
LEVELS(clocked)
#endif
#undef LEVEL
#undef LEVELS

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

enum class what { yield, deep_yield, signal, deep_signal, clocked, deep_clocked };

/// Starts the tasks for a measurement. Then run() is what is counted, then end().
inline void begin(what w) {
  stop = false;
  if (w == what::yield) {
    machine.spawner().spawn(yielder(frame_a));
    machine.spawner().spawn(yielder(frame_b));
  } else if (w == what::deep_yield) {
    machine.spawner().spawn(deep_level(deep_frame));
  } else if (w == what::deep_signal) {
    machine.spawner().spawn(deep_wait(deep_frame));
#if defined(BENCH_CLOCK)
  } else if (w == what::clocked) {
    machine.spawner().spawn(clocked_waiter(frame_a));
  } else if (w == what::deep_clocked) {
    machine.spawner().spawn(deep_clocked(deep_frame));
#endif
  } else {
    machine.spawner().spawn(waiter(frame_a));
  }
  machine.steps(10);
}
inline void run(what w, unsigned n) {
  w == what::signal || w == what::deep_signal ? machine.signals(n) : machine.steps(n);
}
inline void end() {
  stop = true;
  event.set();
  machine.run_ready();
}

} // namespace bench

#endif // AMBIT_BENCH_RUNTIME_STEPS_HPP
