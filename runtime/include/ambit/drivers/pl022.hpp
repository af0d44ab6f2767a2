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

#include "ambit/drivers/driver.hpp"
#include "ambit/port.hpp"
#include "ambit/reg.hpp"
#include <cstddef>
#include <cstdint>
#include <span>

namespace ambit {

/// The driver. One task transfers at a time (share it through an async_mutex).
template <lock_like Lock, bus_like Bus = mmio> class pl022 {
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

  struct state {
    Bus bus;
    const std::uint8_t *out = nullptr; // nullptr sends zeros
    std::uint8_t *in = nullptr;        // nullptr drops what comes
    std::size_t size = 0, sent = 0, received = 0;
    bool active = false, asynchronous = false;

    explicit state(Bus b) noexcept : bus(b) {}

    void begin(std::span<const std::uint8_t> o, std::span<std::uint8_t> i) noexcept {
      size = o.empty() ? i.size() : o.size();
      out = o.empty() ? nullptr : o.data();
      in = i.empty() ? nullptr : i.data();
      sent = received = 0;
      active = true;
      step();
    }
    /// Moves what is there, both ways. Returns whether all is received.
    bool step() noexcept {
      if (!active)
        return true;
      while (received < sent && (status::read(bus) & receive_not_empty) != 0) {
        auto byte = static_cast<std::uint8_t>(data::read(bus));
        if (in != nullptr)
          in[received] = byte;
        ++received;
      }
      while (sent < size &&
             sent - received < depth) { // never more on its way than the receive FIFO takes
        data::write(bus, out != nullptr ? out[sent] : 0);
        ++sent;
      }
      if (received == size)
        active = false;
      return !active;
    }
    bool taken() const noexcept { return active || !asynchronous; }
    bool over() const noexcept { return !active; }
    /// Takes out what is on its way and forgets the buffers.
    void give_up() noexcept {
      mask::write(bus, 0);
      for (unsigned spins = 0; active && received < sent && spins < 100000; ++spins)
        if ((status::read(bus) & receive_not_empty) != 0) {
          data::read(bus);
          ++received;
        }
      active = false;
    }
  };

  locked<state, Lock> state_;
  waker_slot progress_;
  home_core home_;

public:
  explicit pl022(Bus bus) noexcept : state_(std::in_place, bus) {}
  pl022(const pl022 &) = delete;
  pl022 &operator=(const pl022 &) = delete;

  /// Master, mode 0, eight bits; the clock is the peripheral's divided by `divisor` (even, 2 to
  /// 254). The calling core is the home: it serves the interrupt. Callable from: a thread of the
  /// home core, before the interrupt line is enabled there.
  void start(std::uint8_t divisor) noexcept {
    home_.settle();
    state_.with([divisor](state &s) {
      control1::write(s.bus, 0);
      prescale::write(s.bus, divisor);
      control0::write(s.bus, 7);
      mask::write(s.bus, 0);
      control1::write(s.bus, 2);
      s.asynchronous = true;
    });
  }

  /// Back to blocking use: the device interrupts no more. Callable from: the home core, while no
  /// task transfers; on another, port::panic.
  void stop_async() noexcept {
    home_.demand(
        "an SPI port is made blocking on another core than its home: the handler could run "
        "meanwhile");
    bool idle = state_.with([](state &s) {
      mask::write(s.bus, 0);
      s.asynchronous = false;
      return !s.active;
    });
    AMBIT_REQUIRE(idle, "an SPI port is made blocking while a task transfers");
  }

  /// The core that serves the interrupt. Callable from: any context.
  [[nodiscard]] unsigned home() const noexcept { return home_.core(); }

  /// The interrupt handler. Callable from: the handler. Blocks: never.
  void on_interrupt() noexcept AMBIT_ISR_SAFE {
    bool ended = state_.with([](state &s) {
      clear::write(s.bus, 3);
      bool all = s.step();
      mask::write(s.bus, all ? 0 : receive_half_full | receive_timeout);
      return all;
    });
    if (ended)
      progress_.notify();
  }

  class [[nodiscard]] transferring : public operation<transferring> {
    pl022 &of_;
    std::span<const std::uint8_t> out_;
    std::span<std::uint8_t> in_;
    device_wait<state, Lock> wait_;

  public:
    transferring(pl022 &of, std::span<const std::uint8_t> out, std::span<std::uint8_t> in) noexcept
        : of_(of), out_(out), in_(in), wait_(of.state_, of.progress_) {}
    bool poll(task_header &root) noexcept {
      AMBIT_REQUIRE(out_.empty() || in_.empty() || out_.size() == in_.size(),
                    "an SPI transfer has as many bytes out as in");
      return wait_.poll(
          root,
          "two tasks use an SPI port at once (share it through an async_mutex), or before start()",
          [this](state &s) {
            s.begin(out_, in_);
            mask::write(s.bus, receive_half_full | receive_timeout);
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

  /// The same without interrupts; false if it was not done at tick `until`. Callable from: threads.
  /// Blocks: busy, at most until `until`.
  bool transfer_blocking(std::span<const std::uint8_t> out, std::span<std::uint8_t> in,
                         tick until) noexcept AMBIT_BLOCKS {
    state_.with([&](state &s) { s.begin(out, in); });
    while (!state_.with([](state &s) { return s.step(); })) {
      if (port::now() >= until) {
        state_.with([](state &s) { s.give_up(); });
        return false;
      }
      port::relax();
    }
    return true;
  }
};

template <bus_like Bus = mmio> using core_bound_pl022 = core_bound_driver<pl022<home_lock, Bus>>;
template <lock_like Lock = irq_spin_lock, bus_like Bus = mmio>
using locked_pl022 = locked_driver<pl022<Lock, Bus>>;

} // namespace ambit

#endif // AMBIT_DRIVERS_PL022_HPP
