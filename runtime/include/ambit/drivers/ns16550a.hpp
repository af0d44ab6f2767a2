//===- ambit/drivers/ns16550a.hpp - the NS16550A UART -----------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Source: National Semiconductor PC16550D data sheet (1995), sections 8.1 to 8.7. Registers of one
// byte, `Stride` bytes apart.
//===----------------------------------------------------------------------===//

#ifndef AMBIT_DRIVERS_NS16550A_HPP
#define AMBIT_DRIVERS_NS16550A_HPP

#include "ambit/drivers/serial.hpp"
#include "ambit/reg.hpp"

namespace ambit {

/// The registers of an NS16550A. Callable from: the core it belongs to, under the driver's lock.
template <bus_like Bus = mmio, std::uint32_t Stride = 1> class AMBIT_CORE_BOUND ns16550a {
  Bus bus_;
  using data = reg<0 * Stride, std::uint8_t>;             // RBR, THR
  using interrupt_enable = reg<1 * Stride, std::uint8_t>; // IER
  using fifo_control = reg<2 * Stride, std::uint8_t>;     // FCR (write), IIR (read)
  using line_control = reg<3 * Stride, std::uint8_t>;     // LCR
  using line_status = reg<5 * Stride, std::uint8_t>;      // LSR

public:
  explicit ns16550a(Bus bus) noexcept : bus_(bus) {}

  /// 8 data bits, no parity, one stop bit, FIFOs on; `divisor` is the clock divided by 16 times the
  /// rate, 0 leaves the rate.
  void start(std::uint16_t divisor) noexcept {
    interrupt_enable::write(bus_, 0);
    if (divisor != 0) {
      line_control::write(bus_, 0x83);
      data::write(bus_, static_cast<std::uint8_t>(divisor & 0xff));
      interrupt_enable::write(bus_, static_cast<std::uint8_t>(divisor >> 8));
    }
    line_control::write(bus_, 0x03);
    fifo_control::write(bus_, 0x07);
  }
  bool can_read() noexcept { return (line_status::read(bus_) & 0x01) != 0; }
  bool can_write() noexcept { return (line_status::read(bus_) & 0x20) != 0; }
  bool drained() noexcept { return (line_status::read(bus_) & 0x40) != 0; }
  std::uint8_t get() noexcept { return data::read(bus_); }
  void put(std::uint8_t byte) noexcept { data::write(bus_, byte); }
  void enable(bool receive, bool transmit) noexcept {
    interrupt_enable::write(bus_,
                            static_cast<std::uint8_t>((receive ? 1 : 0) | (transmit ? 2 : 0)));
  }
  void acknowledge() noexcept { fifo_control::read(bus_); } // IIR: clears a transmit interrupt
};

} // namespace ambit

#endif // AMBIT_DRIVERS_NS16550A_HPP
