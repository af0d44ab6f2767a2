//===- cmsdk_timer.hpp ----------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Source: Arm Cortex-M System Design Kit, DDI 0479D, 3.2 (APB timer), of which the SSE-200 has two.
// A counter of 32 bits that counts down from RELOAD and interrupts when it reaches 0; a write of
// RELOAD begins a new period. As systick.hpp, whose head says what that costs and how periods are
// counted.
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_DRIVERS_CMSDK_TIMER_HPP
#define AMBIT_DRIVERS_CMSDK_TIMER_HPP

#include "ambit/drivers/timer_driver.hpp"
#include "ambit/reg.hpp"

namespace ambit {

/// A CMSDK APB timer; on the SSE-200 TIMER0 and TIMER1, which all cores reach. Callable from: any
/// core that reaches it, under the driver's lock.
template <bus_like Bus = mmio> class AMBIT_CORE_BOUND cmsdk_timer {
  Bus bus_;
  std::uint64_t begun_ = 0; // when the period began that runs
  std::uint32_t reload_ = longest;
  using control = reg<0x0>; // CTRL
  using value = reg<0x4>;   // VALUE
  using reload = reg<0x8>;  // RELOAD; also sets VALUE
  using status = reg<0xc>;  // INTSTATUS, INTCLEAR
  static constexpr std::uint32_t enable = 1, interrupt = 8;
  static constexpr std::uint32_t longest = 0xffff'ffff, shortest = 0x100;

  void begin(std::uint64_t at, std::uint32_t ticks) noexcept {
    begun_ = at;
    reload_ = ticks;
    reload::write(bus_, ticks);
  }

public:
  explicit cmsdk_timer(Bus bus) noexcept : bus_(bus) {}

  /// Begins to count. Callable from: before the others.
  void start() noexcept {
    control::write(bus_, 0);
    begin(0, longest);
    status::write(bus_, 1);
    control::write(bus_, enable | interrupt); // INTSTATUS follows only what may interrupt
  }

  std::uint64_t now() noexcept {
    std::uint32_t left = value::read(bus_);
    if ((status::read(bus_) & 1) != 0) {
      status::write(bus_, 1);
      begun_ += std::uint64_t{reload_} + 1;
      left = value::read(bus_);
    }
    return begun_ + (reload_ - left);
  }
  void interrupt_at(std::uint64_t when) noexcept {
    std::uint64_t at = now(), left = when > at ? when - at : 0;
    begin(at, left < shortest  ? shortest
              : left > longest ? longest
                               : static_cast<std::uint32_t>(left));
  }
  /// It counts on, and interrupts once in 2^32 ticks.
  void quiet() noexcept {
    if (reload_ != longest)
      begin(now(), longest);
  }
  void acknowledge() noexcept { static_cast<void>(now()); }
};

} // namespace ambit

#endif // AMBIT_DRIVERS_CMSDK_TIMER_HPP
