//===- ambit/drivers/pl011.hpp - the PL011 UART -----------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Source: Arm PrimeCell UART (PL011) Technical Reference Manual, DDI 0183G, chapter 3; Stellaris
// LM3S6965 data sheet, chapter 12, is the same with a fixed set-up.
//===----------------------------------------------------------------------===//

#ifndef AMBIT_DRIVERS_PL011_HPP
#define AMBIT_DRIVERS_PL011_HPP

#include "ambit/drivers/serial.hpp"
#include "ambit/reg.hpp"

namespace ambit {

/// The registers of a PL011. Callable from: the core it belongs to, under the driver's lock.
template <bus_like Bus = mmio> class AMBIT_CORE_BOUND pl011 {
  Bus bus_;
  using data = reg<0x00>;             // UARTDR
  using flags = reg<0x18>;            // UARTFR
  using integer_divisor = reg<0x24>;  // UARTIBRD
  using fraction_divisor = reg<0x28>; // UARTFBRD
  using line_control = reg<0x2c>;     // UARTLCR_H
  using control = reg<0x30>;          // UARTCR
  using mask = reg<0x38>;             // UARTIMSC
  using clear = reg<0x44>;            // UARTICR
  static constexpr std::uint32_t receive_bit = 1u << 4, transmit_bit = 1u << 5,
                                 timeout_bit = 1u << 6;
  static constexpr std::uint32_t busy = 1u << 3, receive_empty = 1u << 4, transmit_full = 1u << 5;

public:
  explicit pl011(Bus bus) noexcept : bus_(bus) {}

  /// 8 data bits, no parity, one stop bit, no FIFO (each byte interrupts); divisors in 1 and 1/64,
  /// 0 leaves the rate.
  void start(std::uint16_t divisor, std::uint8_t sixty_fourths) noexcept {
    control::write(bus_, 0);
    mask::write(bus_, 0);
    clear::write(bus_, 0x7ff);
    if (divisor != 0) {
      integer_divisor::write(bus_, divisor);
      fraction_divisor::write(bus_, sixty_fourths);
    }
    line_control::write(bus_, 3u << 5);
    control::write(bus_, 0x301); // enable, transmit, receive
  }
  bool can_read() noexcept { return (flags::read(bus_) & receive_empty) == 0; }
  bool can_write() noexcept { return (flags::read(bus_) & transmit_full) == 0; }
  bool drained() noexcept { return (flags::read(bus_) & busy) == 0; }
  std::uint8_t get() noexcept { return static_cast<std::uint8_t>(data::read(bus_)); }
  void put(std::uint8_t byte) noexcept { data::write(bus_, byte); }
  void enable(bool receive, bool transmit) noexcept {
    mask::write(bus_, (receive ? receive_bit | timeout_bit : 0) | (transmit ? transmit_bit : 0));
  }
  void acknowledge() noexcept { clear::write(bus_, receive_bit | timeout_bit | transmit_bit); }
};

} // namespace ambit

#endif // AMBIT_DRIVERS_PL011_HPP
