//===- systick.hpp --------------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Source: Armv7-M Architecture Reference Manual, DDI 0403E, B3.3. A counter of 24 bits that counts
// down from LOAD, interrupts when it reaches 0 and begins anew; a new LOAD holds from the next
// period. There is no comparator: for a moment within the period that runs, a new period is begun
// that ends then. That loses the few clocks between the two accesses: this counts what waits take,
// not the time of day. The periods that have ended are counted here, each as long as no two pass
// without a call; so interrupts are not masked for longer than a period.
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_DRIVERS_SYSTICK_HPP
#define AMBIT_DRIVERS_SYSTICK_HPP

#include "ambit/drivers/timer_driver.hpp"
#include "ambit/reg.hpp"

namespace ambit {

/// The SysTick of the core that uses it: each core has its own at the same address, 0xe000e000.
/// Ticks are processor clocks. Callable from: its core, under the driver's lock.
template <bus_like Bus = mmio> class AMBIT_CORE_BOUND systick {
  Bus bus_;
  std::uint64_t begun_ = 0;                         // when the period began that runs
  std::uint32_t period_ = longest, next_ = longest; // LOAD of that period, and of the one after it
  bool awaited_ = false;                            // that period is not seen to run yet
  using control = reg<0x10>;                        // SYST_CSR
  using load = reg<0x14>;                           // SYST_RVR
  using value = reg<0x18>;                          // SYST_CVR
  static constexpr std::uint32_t enable = 1, interrupt = 2, processor_clock = 4, counted = 1u << 16;
  static constexpr std::uint32_t longest = 0xff'ffff;
  // A shorter period could end once more before the handler has counted it.
  static constexpr std::uint32_t shortest = 0x100;

  void set_next(std::uint32_t ticks) noexcept {
    next_ = ticks;
    load::write(bus_, ticks);
  }
  void begin(std::uint64_t at, std::uint32_t ticks) noexcept {
    begun_ = at;
    period_ = ticks;
    set_next(ticks);
    value::write(bus_, 0); // also clears the count flag; LOAD is taken at the next clock
    awaited_ = true;
    for (unsigned spins = 0; awaited_ && spins < 100; ++spins)
      now();
  }

public:
  using ambit_core_bound = void;
  explicit systick(Bus bus) noexcept : bus_(bus) {}

  /// Begins to count. Callable from: its core, before the others.
  void start() noexcept {
    control::write(bus_, enable | processor_clock | interrupt);
    begin(0, longest);
  }

  std::uint64_t now() noexcept {
    std::uint32_t left = value::read(bus_);
    bool ended = (control::read(bus_) & counted) != 0; // reading takes the flag
    if (awaited_) {
      if (left == 0 && !ended)
        return begun_; // LOAD is not taken: in an emulator, a clock may last
      awaited_ = false;
    }
    if (ended) {
      begun_ += std::uint64_t{period_} + 1;
      period_ = next_;
      left = value::read(bus_);
    }
    if (next_ != longest)
      set_next(longest);
    return begun_ + (period_ - left);
  }
  void interrupt_at(std::uint64_t when) noexcept {
    std::uint64_t at = now();
    if (begun_ + period_ + 1 <= when)
      return; // the period ends before: its interrupt asks again
    std::uint64_t left = when > at ? when - at : 0;
    begin(at, left <= shortest ? shortest : static_cast<std::uint32_t>(left - 1));
  }
  /// It counts on, and interrupts at the end of each long period.
  void quiet() noexcept {}
  void acknowledge() noexcept { static_cast<void>(now()); } // counts the period that ended
};

} // namespace ambit

#endif // AMBIT_DRIVERS_SYSTICK_HPP
