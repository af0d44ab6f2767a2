//===- ambit/drivers/lm3s_i2c.hpp - the I2C master of Stellaris LM3S -*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Source: Stellaris LM3S6965 data sheet, chapter 14. A transfer is a write, a read, or a write with
// a repeated start and a read. One byte per interrupt:
//
//   idle ──▶ write byte ... ──▶ last? ── nothing to read: stop ─────────────▶ done
//                                  └──── repeated start ──▶ read byte ... ──▶ stop, done
//
// The device may stay silent for ever (a slave that holds the clock; an interrupt that is not
// raised for a byte that nobody acknowledges): every transfer has an end in time, after which the
// bus is stopped and the status read.
//===----------------------------------------------------------------------===//

#ifndef AMBIT_DRIVERS_LM3S_I2C_HPP
#define AMBIT_DRIVERS_LM3S_I2C_HPP

#include "ambit/drivers/driver.hpp"
#include "ambit/reg.hpp"
#include "ambit/timer.hpp"
#include <cstddef>
#include <cstdint>
#include <span>

namespace ambit {

enum class i2c_status : std::uint8_t {
  ok,
  not_acknowledged, ///< nobody has this address, or a byte was refused
  timed_out,        ///< the bus was busy until the end in time
};

/// The driver. One task transfers at a time (share it through an async_mutex).
template <lock_like Lock, bus_like Bus = mmio> class lm3s_i2c {
  using slave = reg<0x00>;                                                  // I2CMSA
  using control = reg<0x04>;                                                // I2CMCS
  using data = reg<0x08>;                                                   // I2CMDR
  using period = reg<0x0c>;                                                 // I2CMTPR
  using mask = reg<0x10>;                                                   // I2CMIMR
  using clear = reg<0x1c>;                                                  // I2CMICR
  using mode = reg<0x20>;                                                   // I2CMCR
  static constexpr std::uint32_t run = 1, start_bit = 2, stop = 4, ack = 8; // written
  static constexpr std::uint32_t busy = 1, error = 2;                       // read

  struct state {
    Bus bus;
    std::uint8_t address = 0;
    std::span<const std::uint8_t> out;
    std::span<std::uint8_t> in;
    std::size_t position = 0;
    bool active = false, ended = false, asynchronous = false;
    i2c_status status = i2c_status::ok;

    explicit state(Bus b) noexcept : bus(b) {}

    void write_byte() noexcept {
      bool first = position == 0, last = position + 1 == out.size() && in.empty();
      slave::write(bus, static_cast<std::uint32_t>(address) << 1);
      data::write(bus, out[position]);
      control::write(bus, run | (first ? start_bit : 0) | (last ? stop : 0));
    }
    void read_byte() noexcept {
      bool first = position == out.size(), last = position + 1 == out.size() + in.size();
      slave::write(bus, static_cast<std::uint32_t>(address) << 1 | 1);
      control::write(bus, run | (first ? start_bit : 0) | (last ? stop : ack));
    }
    void end(i2c_status s) noexcept {
      status = s;
      active = false;
      ended = true;
    }
    void next() noexcept { position < out.size() ? write_byte() : read_byte(); }
    /// The byte on its way is over. Returns whether the transfer is.
    bool advance() noexcept {
      if (!active)
        return ended;
      std::uint32_t s = control::read(bus);
      if ((s & busy) != 0)
        return false;
      if ((s & error) != 0) {
        control::write(bus, stop);
        end(i2c_status::not_acknowledged);
        return true;
      }
      if (position >= out.size())
        in[position - out.size()] = static_cast<std::uint8_t>(data::read(bus));
      if (++position == out.size() + in.size())
        end(i2c_status::ok);
      else
        next();
      return ended;
    }
    void begin(std::uint8_t to, std::span<const std::uint8_t> o,
               std::span<std::uint8_t> i) noexcept {
      address = to;
      out = o;
      in = i;
      position = 0;
      ended = false;
      active = true;
      if (out.empty() && in.empty())
        end(i2c_status::ok);
      else
        next();
    }
    bool taken() const noexcept { return active || !asynchronous; }
    bool over() const noexcept { return ended; }
    void give_up() noexcept {
      if (!active)
        return;
      bool refused = (control::read(bus) & (busy | error)) == error;
      control::write(bus, stop);
      end(refused ? i2c_status::not_acknowledged : i2c_status::timed_out);
    }
  };

  locked<state, Lock> state_;
  waker_slot progress_;
  home_core home_;

public:
  explicit lm3s_i2c(Bus bus) noexcept : state_(std::in_place, bus) {}
  lm3s_i2c(const lm3s_i2c &) = delete;
  lm3s_i2c &operator=(const lm3s_i2c &) = delete;

  /// `clock_period` as I2CMTPR: the SCL period is 20 (1 + clock_period) system clocks. Interrupts
  /// are enabled. The calling core is the home: it serves the interrupt. Callable from: a thread of
  /// the home core, before the interrupt line is enabled there.
  void start(std::uint8_t clock_period) noexcept {
    home_.settle();
    state_.with([clock_period](state &s) {
      mode::write(s.bus, 0x10);
      period::write(s.bus, clock_period);
      clear::write(s.bus, 1);
      mask::write(s.bus, 1);
      s.asynchronous = true;
    });
  }

  /// Back to blocking use: the device interrupts no more. Callable from: the home core, while no
  /// task transfers; on another, port::panic.
  void stop_async() noexcept {
    home_.demand(
        "an I2C master is made blocking on another core than its home: the handler could run "
        "meanwhile");
    bool idle = state_.with([](state &s) {
      mask::write(s.bus, 0);
      s.asynchronous = false;
      return !s.active;
    });
    AMBIT_REQUIRE(idle, "an I2C master is made blocking while a task transfers");
  }

  /// The core that serves the interrupt. Callable from: any context.
  [[nodiscard]] unsigned home() const noexcept { return home_.core(); }

  /// The interrupt handler. Callable from: the handler. Blocks: never.
  void on_interrupt() noexcept AMBIT_ISR_SAFE {
    bool ended = state_.with([](state &s) {
      clear::write(s.bus, 1);
      return s.advance();
    });
    if (ended)
      progress_.notify();
  }

  class [[nodiscard]] transferring : public operation<transferring> {
    lm3s_i2c &of_;
    std::uint8_t address_;
    std::span<const std::uint8_t> out_;
    std::span<std::uint8_t> in_;
    timer patience_;
    device_wait<state, Lock> wait_;

  public:
    transferring(lm3s_i2c &of, std::uint8_t address, std::span<const std::uint8_t> out,
                 std::span<std::uint8_t> in, tick until) noexcept
        : of_(of), address_(address), out_(out), in_(in), patience_(until),
          wait_(of.state_, of.progress_) {}
    bool poll(task_header &root) noexcept {
      if (wait_.poll(root,
                     "two tasks use an I2C master at once (share it through an async_mutex), or "
                     "before start()",
                     [this](state &s) { s.begin(address_, out_, in_); }))
        return true;
      if (!patience_.poll(root))
        return false;
      wait_.give_up();
      return true;
    }
    const void *object() const noexcept { return &of_; }
    i2c_status result() noexcept {
      return of_.state_.with([](state &s) { return s.status; });
    }
  };

  /// `co_await bus.transfer(0x50, out, in, until)` writes `out`, then reads `in`, to and from the
  /// device with the 7-bit `address`; ends at tick `until` at the latest. The buffers belong to the
  /// driver until then. Callable from: tasks.
  transferring transfer(std::uint8_t address, std::span<const std::uint8_t> out,
                        std::span<std::uint8_t> in, tick until) noexcept {
    return transferring(*this, address, out, in, until);
  }

  /// The same without interrupts. Callable from: threads, with the device's interrupt masked or
  /// disabled. Blocks: busy, at most until `until`.
  i2c_status transfer_blocking(std::uint8_t address, std::span<const std::uint8_t> out,
                               std::span<std::uint8_t> in, tick until) noexcept AMBIT_BLOCKS {
    state_.with([&](state &s) { s.begin(address, out, in); });
    while (!state_.with([](state &s) { return s.advance(); })) {
      if (port::now() >= until) {
        state_.with([](state &s) { s.give_up(); });
        break;
      }
      port::relax();
    }
    return state_.with([](state &s) { return s.status; });
  }
};

template <bus_like Bus = mmio>
using core_bound_lm3s_i2c = core_bound_driver<lm3s_i2c<home_lock, Bus>>;
template <lock_like Lock = irq_spin_lock, bus_like Bus = mmio>
using locked_lm3s_i2c = locked_driver<lm3s_i2c<Lock, Bus>>;

} // namespace ambit

#endif // AMBIT_DRIVERS_LM3S_I2C_HPP
