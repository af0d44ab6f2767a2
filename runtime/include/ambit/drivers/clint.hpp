//===- clint.hpp ----------------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Source: SiFive FU540-C000 manual, chapter 9; RISC-V Privileged Architecture 1.12, 3.2.1. One
// counter for all harts, one comparator per hart, which interrupts that hart for as long as the
// counter is not below it. All are memory: any hart may write the comparator of another.
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_DRIVERS_CLINT_HPP
#define AMBIT_DRIVERS_CLINT_HPP

#include "ambit/drivers/timer_driver.hpp"
#include "ambit/reg.hpp"

namespace ambit {

/// The comparator of `hart`. Callable from: the core it belongs to, under the driver's lock.
template <bus_like Bus = mmio> class AMBIT_CORE_BOUND clint {
  Bus bus_;
  std::uint32_t compare_; // offset of the comparator
  using time_low = reg<0xbff8>;
  using time_high = reg<0xbffc>;

  void compare(std::uint64_t when) noexcept {
    bus_.template write<std::uint32_t>(compare_ + 4, ~0u); // never due between the two halves
    bus_.template write<std::uint32_t>(compare_, static_cast<std::uint32_t>(when));
    bus_.template write<std::uint32_t>(compare_ + 4, static_cast<std::uint32_t>(when >> 32));
  }

public:
  clint(Bus bus, unsigned hart) noexcept : bus_(bus), compare_(0x4000 + 8 * hart) {}

  std::uint64_t now() noexcept {
    std::uint32_t high, low;
    do {
      high = time_high::read(bus_);
      low = time_low::read(bus_);
    } while (high != time_high::read(bus_));
    return static_cast<std::uint64_t>(high) << 32 | low;
  }
  void interrupt_at(std::uint64_t when) noexcept { compare(when); }
  void quiet() noexcept { compare(~std::uint64_t{0}); }
  void acknowledge() noexcept {} // the comparator is the condition
};

} // namespace ambit

#endif // AMBIT_DRIVERS_CLINT_HPP
