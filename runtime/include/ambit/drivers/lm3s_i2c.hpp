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

#include "ambit/drivers/transfer_driver.hpp"
#include "ambit/reg.hpp"
#include "ambit/timer.hpp"
#include <cstddef>
#include <cstdint>
#include <span>

namespace ambit {

/// The device and its transfer, for transfer_driver.
template <bus_like Bus> class lm3s_i2c_transfer : public device_use {
  using slave = reg<0x00>;                                                  // I2CMSA
  using control = reg<0x04>;                                                // I2CMCS
  using data = reg<0x08>;                                                   // I2CMDR
  using period = reg<0x0c>;                                                 // I2CMTPR
  using mask = reg<0x10>;                                                   // I2CMIMR
  using clear = reg<0x1c>;                                                  // I2CMICR
  using mode = reg<0x20>;                                                   // I2CMCR
  static constexpr std::uint32_t run = 1, start_bit = 2, stop = 4, ack = 8; // written
  static constexpr std::uint32_t busy = 1, error = 2;                       // read

  Bus bus_;
  std::uint8_t address_ = 0;
  std::span<const std::uint8_t> out_;
  std::span<std::uint8_t> in_;
  std::size_t position_ = 0;
  bool over_ = true;
  transfer_status status_ = transfer_status::ok;

  void write_byte() noexcept {
    bool first = position_ == 0, last = position_ + 1 == out_.size() && in_.empty();
    slave::write(bus_, static_cast<std::uint32_t>(address_) << 1);
    data::write(bus_, out_[position_]);
    control::write(bus_, run | (first ? start_bit : 0) | (last ? stop : 0));
  }
  void read_byte() noexcept {
    bool first = position_ == out_.size(), last = position_ + 1 == out_.size() + in_.size();
    slave::write(bus_, static_cast<std::uint32_t>(address_) << 1 | 1);
    control::write(bus_, run | (first ? start_bit : 0) | (last ? stop : ack));
  }
  void end(transfer_status s) noexcept {
    status_ = s;
    over_ = true;
  }
  void next() noexcept { position_ < out_.size() ? write_byte() : read_byte(); }

public:
  static constexpr const char *away_from_home =
      "an I2C master is made blocking on another core than its home: the handler could run "
      "meanwhile";
  static constexpr const char *in_use = "an I2C master is made blocking while a task transfers";

  explicit lm3s_i2c_transfer(Bus bus) noexcept : bus_(bus) {}

  void set_up(std::uint8_t clock_period) noexcept {
    mode::write(bus_, 0x10);
    period::write(bus_, clock_period);
    clear::write(bus_, 1);
    mask::write(bus_, 1);
  }
  void begin(std::uint8_t to, std::span<const std::uint8_t> out,
             std::span<std::uint8_t> in) noexcept {
    address_ = to;
    out_ = out;
    in_ = in;
    position_ = 0;
    over_ = false;
    if (out.empty() && in.empty())
      end(transfer_status::ok);
    else
      next();
  }
  /// The byte on its way is over, perhaps. Returns whether the transfer is.
  bool step() noexcept {
    if (over_)
      return true;
    std::uint32_t s = control::read(bus_);
    if ((s & busy) != 0)
      return false;
    if ((s & error) != 0) {
      control::write(bus_, stop);
      end(transfer_status::not_acknowledged);
      return true;
    }
    if (position_ >= out_.size())
      in_[position_ - out_.size()] = static_cast<std::uint8_t>(data::read(bus_));
    if (++position_ == out_.size() + in_.size())
      end(transfer_status::ok);
    else
      next();
    return over_;
  }
  bool over() const noexcept { return over_; }
  transfer_status outcome() const noexcept { return status_; }
  void quiet() noexcept { mask::write(bus_, 0); }
  bool serve() noexcept {
    clear::write(bus_, 1);
    return step();
  }
  void give_up() noexcept {
    if (over_)
      return;
    bool refused = (control::read(bus_) & (busy | error)) == error;
    control::write(bus_, stop);
    end(refused ? transfer_status::not_acknowledged : transfer_status::timed_out);
  }
};

/// The driver. One task transfers at a time (share it through an async_mutex).
template <lock_like Lock, bus_like Bus = mmio>
class lm3s_i2c : public transfer_driver<lm3s_i2c_transfer<Bus>, Lock> {
  using base = transfer_driver<lm3s_i2c_transfer<Bus>, Lock>;
  using state = lm3s_i2c_transfer<Bus>;

public:
  explicit lm3s_i2c(Bus bus) noexcept : base(bus) {}

  /// `clock_period` as I2CMTPR: the SCL period is 20 (1 + clock_period) system clocks. Interrupts
  /// are enabled. The calling core is the home: it serves the interrupt. Callable from: a thread of
  /// the home core, before the interrupt line is enabled there.
  void start(std::uint8_t clock_period) noexcept { this->start_async(clock_period); }

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
    transfer_status result() noexcept {
      return of_.state_.with([](state &s) { return s.outcome(); });
    }
  };

  /// `co_await bus.transfer(0x50, out, in, until)` writes `out`, then reads `in`, to and from the
  /// device with the 7-bit `address`; ends at tick `until` at the latest. The buffers belong to the
  /// driver until then. Callable from: tasks.
  transferring transfer(std::uint8_t address, std::span<const std::uint8_t> out,
                        std::span<std::uint8_t> in, tick until) noexcept {
    return transferring(*this, address, out, in, until);
  }

  /// The same without interrupts; `busy` if another transfer is on its way. Callable from: threads.
  /// Blocks: busy, at most until `until`.
  transfer_status transfer_blocking(std::uint8_t address, std::span<const std::uint8_t> out,
                                    std::span<std::uint8_t> in, tick until) noexcept AMBIT_BLOCKS {
    return this->run_blocking([&](state &s) { s.begin(address, out, in); }, until);
  }
};

template <bus_like Bus = mmio>
using core_bound_lm3s_i2c = core_bound_driver<lm3s_i2c<home_lock, Bus>>;
template <lock_like Lock = irq_spin_lock, bus_like Bus = mmio>
using locked_lm3s_i2c = locked_driver<lm3s_i2c<Lock, Bus>>;

} // namespace ambit

#endif // AMBIT_DRIVERS_LM3S_I2C_HPP
