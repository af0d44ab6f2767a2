//===- timer_driver.hpp ---------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// `timer_driver<Device, Lock>` waits for moments of a hardware timer; a Device (clint.hpp,
// systick.hpp, cmsdk_timer.hpp) knows the registers:
//
//     std::uint64_t now()                  ticks; never back
//     void interrupt_at(when)              interrupts at or after `when`, or before: then it is
//     asked
//                                          again. A moment in the past interrupts at once
//     void quiet()                         does not interrupt
//     void acknowledge()                   clears what has to be cleared
//
// Two forms, by the lock between the tasks and the handler: core_bound_timer<D> masks and stays on
// the core that serves its interrupt; locked_timer<D> may be used by tasks of any core, and by
// threads that move.
//
//   wait ──▶ due? ── no ─▶ interrupt_at ──▶ handler: due? ── no ─▶ interrupt_at
//              └─ yes ─▶ done ◀── woken ◀─────────────┴─ yes ─▶ quiet
//
// (The timers of the executors, timer.hpp, need no driver: this is for a timer of the program's
// own.)
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_DRIVERS_TIMER_DRIVER_HPP
#define AMBIT_DRIVERS_TIMER_DRIVER_HPP

#include "ambit/drivers/driver.hpp"
#include <concepts>
#include <cstdint>

namespace ambit {

template <class D>
concept timer_device = requires(D &d, std::uint64_t when) {
  { d.now() } noexcept -> std::same_as<std::uint64_t>;
  { d.interrupt_at(when) } noexcept;
  { d.quiet() } noexcept;
  { d.acknowledge() } noexcept;
};

/// A timer that is not one on each core (as SysTick is, which says so by `ambit_core_bound`).
template <class D>
concept timer_of_all_cores = !requires { typename D::ambit_core_bound; };

/// A hardware timer with a lock. Moments are ticks of the device. One task waits at a time.
template <timer_device Device, lock_like Lock> class timer_driver {
  struct state : device_use {
    Device device;
    std::uint64_t when = 0;

    explicit state(Device d) noexcept : device(d) {}

    /// Whether the moment that a task waits for has come. If not, the device interrupts again.
    bool due() noexcept {
      if (device.now() >= when) {
        device.quiet();
        return true;
      }
      device.interrupt_at(when);
      return false;
    }
    bool over() noexcept { return due(); }
    void give_up() noexcept { device.quiet(); }
  };

  locked<state, Lock> state_;
  waker_slot fired_;
  home_core home_;

public:
  explicit timer_driver(Device device) noexcept : state_(std::in_place, device) {}
  timer_driver(const timer_driver &) = delete;
  timer_driver &operator=(const timer_driver &) = delete;

  /// Serves waits by interrupts from now on. The calling core is the home: it serves the interrupt.
  /// Callable from: a thread of the home core, before the interrupt line is enabled there.
  void start_async() noexcept {
    home_.settle();
    state_.with([](state &s) {
      s.asynchronous = true;
      s.device.quiet();
    });
  }

  /// Back to blocking use: the device interrupts no more. Callable from: the home core, while no
  /// task waits; on another, port::panic.
  void stop_async() noexcept {
    home_.demand("a timer is made blocking on another core than its home: the handler could run "
                 "meanwhile");
    bool idle = state_.with([](state &s) {
      s.asynchronous = false;
      s.device.quiet();
      return !s.used;
    });
    AMBIT_REQUIRE(idle, "a timer is made blocking while a task waits for it");
  }

  /// The core that serves the interrupt. Callable from: any context.
  [[nodiscard]] unsigned home() const noexcept { return home_.core(); }

  /// The moment, in ticks of the device. Callable from: any context that the lock admits.
  [[nodiscard]] std::uint64_t now() noexcept {
    return state_.with([](state &s) { return s.device.now(); });
  }

  /// The interrupt handler. Callable from: the handler, on the home core. Blocks: never.
  void on_interrupt() noexcept AMBIT_ISR_SAFE {
    bool due = state_.with([](state &s) {
      s.device.acknowledge(); // before anybody is woken
      if (!s.used) {
        s.device.quiet();
        return false;
      }
      return s.due();
    });
    if (due)
      fired_.notify();
  }

  class [[nodiscard]] waiting : public operation<waiting> {
    timer_driver &of_;
    std::uint64_t when_;
    device_wait<state, Lock> wait_;

  public:
    waiting(timer_driver &of, std::uint64_t when) noexcept
        : of_(of), when_(when), wait_(of.state_, of.fired_) {}
    bool poll(task_header &root) noexcept {
      return wait_.poll(root, "a timer is waited for by two tasks at once, or before start_async()",
                        [this](state &s) { s.when = when_; });
    }
    const void *object() const noexcept { return &of_; }
    void result() const noexcept {}
  };

  /// `co_await t.until(when)`: goes on at or soon after the device's tick `when`. Abandoned, the
  /// device interrupts no more. Callable from: tasks.
  waiting until(std::uint64_t when) noexcept { return waiting(*this, when); }

  /// `co_await t.after(ticks)`: as long from now. Callable from: tasks.
  waiting after(std::uint64_t ticks) noexcept { return waiting(*this, now() + ticks); }

  /// Waits without interrupts until the device's tick `when`, or gives up at `port::now()` of
  /// `patience`, for a device whose clock may stand. Returns whether the moment came. Callable
  /// from: threads. Blocks: busy.
  bool wait_blocking(std::uint64_t when, tick patience) noexcept AMBIT_BLOCKS {
    while (now() < when) {
      if (port::now() >= patience)
        return false;
      port::relax();
    }
    return true;
  }
};

/// A timer that stays on the core that serves its interrupt.
template <timer_device Device>
using core_bound_timer = core_bound_driver<timer_driver<Device, home_lock>>;

/// A timer that tasks of any core may use. Not for a device that each core has at the same address.
template <timer_device Device, lock_like Lock = irq_spin_lock>
  requires timer_of_all_cores<Device>
using locked_timer = locked_driver<timer_driver<Device, Lock>>;

} // namespace ambit

#endif // AMBIT_DRIVERS_TIMER_DRIVER_HPP
