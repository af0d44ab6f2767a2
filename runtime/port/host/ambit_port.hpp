//===- ambit_port.hpp - threads of an operating system as cores -*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A core is a thread pinned to a processor, an interrupt source is a thread that runs handlers: one
// per core and level. To mask a level is to take that level's mutex of the core; a handler runs
// while it holds the mutex of its level. Handlers therefore run in parallel with code that did not
// mask them, which shows every race that preemption would (ThreadSanitizer sees them), and some
// executions that preemption would not.
//
// `host.hpp` starts cores and raises interrupts; this file is only what the runtime needs.
//===----------------------------------------------------------------------===//

#ifndef AMBIT_PORT_HOST_HPP
#define AMBIT_PORT_HOST_HPP

#include "ambit/annotations.h"
#include <atomic>
#include <cstdint>

namespace ambit {

struct port {
  static constexpr unsigned core_count = 4;
  static constexpr unsigned max_level = 3;
  static constexpr std::uint64_t ticks_per_second = 1'000'000'000; // nanoseconds

  using irq_state = unsigned;     // the level that was kept out before
  using ceiling_state = unsigned; // the same

  static unsigned core() noexcept;
  static irq_state mask() noexcept AMBIT_ACQUIRE(irq);
  static void unmask(irq_state before) noexcept AMBIT_RELEASE(irq);
  static bool masked() noexcept;
  static bool in_isr() noexcept;
  static ceiling_state raise(unsigned level) noexcept;
  static void lower(ceiling_state before) noexcept;
  static void wait_for_interrupt() noexcept;
  static void poke(unsigned core) noexcept;
  static void relax() noexcept;
  static std::uint64_t now() noexcept;
  static void alarm_at(std::uint64_t when) noexcept;
  [[noreturn]] static void panic(const char *what) noexcept;

  /// What a thread of its own waits for. Not tied to a core.
  class thread_event {
    std::atomic<std::uint32_t> set_{0};

  public:
    void set() noexcept;
    void wait() noexcept AMBIT_BLOCKS;
    void wait_until(std::uint64_t when) noexcept AMBIT_BLOCKS;
  };

  /// A mutex for threads, three-state on one futex word.
  class thread_mutex {
    std::atomic<std::uint32_t> word_{0};

  public:
    void lock() noexcept AMBIT_BLOCKS;
    bool try_lock() noexcept;
    void unlock() noexcept;
  };
};

} // namespace ambit

#endif // AMBIT_PORT_HOST_HPP
