//===- transfer_driver.hpp ------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What drivers of transfers share, SPI and I2C: a transfer has the device for itself from its
// beginning until its user has taken what came of it.
//
//   begun ──▶ stepped on, by interrupts or by who blocks ──▶ over ──▶ the device is free
//     └────── the time is over, abandoned ──▶ given up ───────┘
//
// The device and its transfer are a `Transfer`, a device_use that has
//
//     void set_up(option)              the device, ready for transfers
//     void begin(...)                  a transfer: its first bytes are on their way
//     bool step()                      goes on without an interrupt; whether it is over
//     bool serve()                     the same in the handler
//     bool over()                      whether it is
//     void give_up()                   stops it, if it is not over
//     transfer_status outcome()        what came of it
//     void quiet()                     no interrupts any more
//     away_from_home, in_use           what port::panic says when it is made blocking wrongly
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_DRIVERS_TRANSFER_DRIVER_HPP
#define AMBIT_DRIVERS_TRANSFER_DRIVER_HPP

#include "ambit/drivers/driver.hpp"
#include "ambit/port.hpp"
#include <cstdint>

namespace ambit {

/// What came of a transfer.
enum class transfer_status : std::uint8_t {
  ok,
  not_acknowledged, ///< I2C: nobody has this address, or a byte was refused
  timed_out,        ///< it was not over until the end in time
  busy,             ///< it was not begun: another transfer is on its way
};

/// The base of the drivers.
template <class Transfer, lock_like Lock> class transfer_driver {
protected:
  locked<Transfer, Lock> state_;
  waker_slot progress_;

private:
  home_core home_;

protected:
  template <class Bus> explicit transfer_driver(Bus bus) noexcept : state_(std::in_place, bus) {}

  template <class Option> void start_async(Option option) noexcept {
    home_.settle();
    state_.with([option](Transfer &t) {
      t.set_up(option);
      t.asynchronous = true;
    });
  }

  /// Calls `begin(Transfer &)` and goes on until it is over or the tick `until` has come.
  template <class Begin> transfer_status run_blocking(Begin begin, tick until) noexcept {
    bool accepted = state_.with([&begin](Transfer &t) {
      if (t.used)
        return false;
      t.used = true;
      begin(t);
      return true;
    });
    if (!accepted)
      return transfer_status::busy;
    while (!state_.with([](Transfer &t) { return t.step(); }) && port::now() < until)
      port::relax();
    return state_.with([](Transfer &t) {
      t.give_up();
      t.used = false;
      return t.outcome();
    });
  }

public:
  transfer_driver(const transfer_driver &) = delete;
  transfer_driver &operator=(const transfer_driver &) = delete;

  /// Back to blocking use: the device interrupts no more. Callable from: the home core, while
  /// nobody transfers; on another, port::panic.
  void stop_async() noexcept {
    home_.demand(Transfer::away_from_home);
    bool idle = state_.with([](Transfer &t) {
      t.quiet();
      t.asynchronous = false;
      return !t.used;
    });
    AMBIT_REQUIRE(idle, Transfer::in_use);
  }

  /// The core that serves the interrupt. Callable from: any context.
  [[nodiscard]] unsigned home() const noexcept { return home_.core(); }

  /// The interrupt handler. Callable from: the handler. Blocks: never.
  void on_interrupt() noexcept AMBIT_ISR_SAFE {
    bool ended = state_.with([](Transfer &t) { return t.serve(); });
    if (ended)
      progress_.notify();
  }
};

} // namespace ambit

#endif // AMBIT_DRIVERS_TRANSFER_DRIVER_HPP
