//===- ambit/drivers/pl022.hpp - the PL022 synchronous serial port (SPI master) -*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Source: Arm PrimeCell Synchronous Serial Port (PL022) Technical Reference Manual, DDI 0194H,
// chapter 3; LM3S6965 data sheet, chapter 13. Full duplex, frames of eight bits, FIFOs of eight
// frames: each word written returns one.
//===----------------------------------------------------------------------===//

#ifndef AMBIT_DRIVERS_PL022_HPP
#define AMBIT_DRIVERS_PL022_HPP

#include "ambit/drivers/transfer_driver.hpp"
#include "ambit/reg.hpp"
#include <cstddef>
#include <cstdint>
#include <span>

namespace ambit {

/// The device and its transfer, for transfer_driver.
template <bus_like Bus> class pl022_transfer : public device_use {
  using control0 = reg<0x00>; // SSPCR0
  using control1 = reg<0x04>; // SSPCR1
  using data = reg<0x08>;     // SSPDR
  using status = reg<0x0c>;   // SSPSR
  using prescale = reg<0x10>; // SSPCPSR
  using mask = reg<0x14>;     // SSPIMSC
  using clear = reg<0x20>;    // SSPICR
  static constexpr std::uint32_t receive_not_empty = 1u << 2;
  static constexpr std::uint32_t receive_half_full = 1u << 2,
                                 receive_timeout = 1u << 1; // interrupts
  static constexpr std::size_t depth = 8;

  Bus bus_;
  const std::uint8_t *out_ = nullptr; // nullptr sends zeros
  std::uint8_t *in_ = nullptr;        // nullptr drops what comes
  std::size_t size_ = 0, sent_ = 0, received_ = 0;
  transfer_status status_ = transfer_status::ok;

public:
  static constexpr const char *away_from_home =
      "an SPI port is made blocking on another core than its home: the handler could run meanwhile";
  static constexpr const char *in_use = "an SPI port is made blocking while a task transfers";

  explicit pl022_transfer(Bus bus) noexcept : bus_(bus) {}

  void set_up(std::uint8_t divisor) noexcept {
    control1::write(bus_, 0);
    prescale::write(bus_, divisor);
    control0::write(bus_, 7);
    mask::write(bus_, 0);
    control1::write(bus_, 2);
  }
  void begin(std::span<const std::uint8_t> out, std::span<std::uint8_t> in) noexcept {
    AMBIT_REQUIRE(out.empty() || in.empty() || out.size() == in.size(),
                  "an SPI transfer has as many bytes out as in");
    size_ = out.empty() ? in.size() : out.size();
    out_ = out.empty() ? nullptr : out.data();
    in_ = in.empty() ? nullptr : in.data();
    sent_ = received_ = 0;
    status_ = transfer_status::ok;
    step();
  }
  /// Moves what is there, both ways. Returns whether all is received.
  bool step() noexcept {
    while (received_ < sent_ && (status::read(bus_) & receive_not_empty) != 0) {
      auto byte = static_cast<std::uint8_t>(data::read(bus_));
      if (in_ != nullptr)
        in_[received_] = byte;
      ++received_;
    }
    while (sent_ < size_ &&
           sent_ - received_ < depth) { // never more on its way than the receive FIFO takes
      data::write(bus_, out_ != nullptr ? out_[sent_] : 0);
      ++sent_;
    }
    return over();
  }
  bool over() const noexcept { return received_ == size_; }
  transfer_status outcome() const noexcept { return status_; }
  void listen() noexcept { mask::write(bus_, receive_half_full | receive_timeout); }
  void quiet() noexcept { mask::write(bus_, 0); }
  bool serve() noexcept {
    clear::write(bus_, 3);
    bool all = step();
    all ? quiet() : listen();
    return all;
  }
  /// Takes out what is on its way and forgets the buffers.
  void give_up() noexcept {
    quiet();
    if (over())
      return;
    for (unsigned spins = 0; received_ < sent_ && spins < 100000; ++spins)
      if ((status::read(bus_) & receive_not_empty) != 0) {
        data::read(bus_);
        ++received_;
      }
    sent_ = received_ = size_ = 0;
    status_ = transfer_status::timed_out;
  }
};

/// The driver. One task transfers at a time (share it through an async_mutex).
template <lock_like Lock, bus_like Bus = mmio>
class pl022 : public transfer_driver<pl022_transfer<Bus>, Lock> {
  using base = transfer_driver<pl022_transfer<Bus>, Lock>;
  using state = pl022_transfer<Bus>;

public:
  explicit pl022(Bus bus) noexcept : base(bus) {}

  /// Master, mode 0, eight bits; the clock is the peripheral's divided by `divisor` (even, 2 to
  /// 254). The calling core is the home: it serves the interrupt. Callable from: a thread of the
  /// home core, before the interrupt line is enabled there.
  void start(std::uint8_t divisor) noexcept { this->start_async(divisor); }

  class [[nodiscard]] transferring : public operation<transferring> {
    pl022 &of_;
    std::span<const std::uint8_t> out_;
    std::span<std::uint8_t> in_;
    device_wait<state, Lock> wait_;

  public:
    transferring(pl022 &of, std::span<const std::uint8_t> out, std::span<std::uint8_t> in) noexcept
        : of_(of), out_(out), in_(in), wait_(of.state_, of.progress_) {}
    bool poll(task_header &root) noexcept {
      return wait_.poll(
          root,
          "two tasks use an SPI port at once (share it through an async_mutex), or before start()",
          [this](state &s) {
            s.begin(out_, in_);
            s.listen();
          });
    }
    const void *object() const noexcept { return &of_; }
    void result() const noexcept {}
  };

  /// `co_await spi.transfer(out, in)` sends and receives the same number of bytes; one of the spans
  /// may be empty. The buffers belong to the driver until it ends or is abandoned. Callable from:
  /// tasks.
  transferring transfer(std::span<const std::uint8_t> out, std::span<std::uint8_t> in) noexcept {
    return transferring(*this, out, in);
  }

  /// The same without interrupts, by tick `until` or not at all; `busy` if another transfer is on
  /// its way. Callable from: threads. Blocks: busy, at most until `until`.
  transfer_status transfer_blocking(std::span<const std::uint8_t> out, std::span<std::uint8_t> in,
                                    tick until) noexcept AMBIT_BLOCKS {
    return this->run_blocking([&](state &s) { s.begin(out, in); }, until);
  }
};

template <bus_like Bus = mmio> using core_bound_pl022 = core_bound_driver<pl022<home_lock, Bus>>;
template <lock_like Lock = irq_spin_lock, bus_like Bus = mmio>
using locked_pl022 = locked_driver<pl022<Lock, Bus>>;

} // namespace ambit

#endif // AMBIT_DRIVERS_PL022_HPP
