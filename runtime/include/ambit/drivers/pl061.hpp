//===- ambit/drivers/pl061.hpp - the PL061 GPIO block -----------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Source: Arm PrimeCell GPIO (PL061) Technical Reference Manual, DDI 0190B, chapter 3. Eight pins.
// The address of the data register carries a mask, so that pins are written without a read.
//===----------------------------------------------------------------------===//

#ifndef AMBIT_DRIVERS_PL061_HPP
#define AMBIT_DRIVERS_PL061_HPP

#include "ambit/drivers/driver.hpp"
#include "ambit/reg.hpp"
#include <cstdint>

namespace ambit {

enum class edge : std::uint8_t { rising, falling, both };

/// The driver. For each pin one task may wait at a time.
template <lock_like Lock, bus_like Bus = mmio> class pl061 {
  using direction = reg<0x400>;   // GPIODIR
  using level_sense = reg<0x404>; // GPIOIS
  using both_edges = reg<0x408>;  // GPIOIBE
  using rising_edge = reg<0x40c>; // GPIOIEV
  using mask = reg<0x410>;        // GPIOIE
  using raised = reg<0x418>;      // GPIOMIS
  using clear = reg<0x41c>;       // GPIOIC
  using digital = reg<0x51c>;     // GPIODEN, LM3S only

  locked<Bus, Lock> bus_;
  waker_slot changed_[8];
  home_core home_;

public:
  explicit pl061(Bus bus) noexcept : bus_(std::in_place, bus) {}
  pl061(const pl061 &) = delete;
  pl061 &operator=(const pl061 &) = delete;

  /// Makes pin `n` (0 to 7) an output. Callable from: any context that the lock admits.
  void output(unsigned n) noexcept {
    bus_.with([n](Bus &b) {
      digital::change(b, 0, 1u << n);
      direction::change(b, 0, 1u << n);
    });
  }
  /// Makes pin `n` an input.
  void input(unsigned n) noexcept {
    bus_.with([n](Bus &b) {
      digital::change(b, 0, 1u << n);
      direction::change(b, 1u << n, 0);
    });
  }
  void write(unsigned n, bool high) noexcept {
    bus_.with([n, high](Bus &b) { b.template write<std::uint32_t>(4u << n, high ? 1u << n : 0); });
  }
  bool read(unsigned n) noexcept {
    return bus_.with([n](Bus &b) { return b.template read<std::uint32_t>(4u << n) != 0; });
  }

  /// Edges may be waited for from now on. The calling core is the home: it serves the interrupt.
  /// Callable from: a thread of the home core, before the interrupt line is enabled there.
  void start_async() noexcept {
    home_.settle();
    bus_.with([](Bus &b) { mask::write(b, 0); });
  }

  /// No pin interrupts any more, and who waits for an edge waits on. Callable from: the home core;
  /// on another, port::panic.
  void stop_async() noexcept {
    home_.demand("GPIO interrupts are ended on another core than their home: the handler could run "
                 "meanwhile");
    bus_.with([](Bus &b) { mask::write(b, 0); });
  }

  /// The core that serves the interrupt. Callable from: any context.
  [[nodiscard]] unsigned home() const noexcept { return home_.core(); }

  /// The interrupt handler. Callable from: the handler. Blocks: never.
  void on_interrupt() noexcept AMBIT_ISR_SAFE {
    std::uint32_t pins = bus_.with([](Bus &b) {
      std::uint32_t r = raised::read(b);
      mask::change(b, r, 0); // once per wait
      clear::write(b, r);
      return r;
    });
    for (unsigned n = 0; n < 8; ++n)
      if ((pins >> n & 1) != 0)
        changed_[n].notify();
  }

  class [[nodiscard]] waiting : public operation<waiting> {
    pl061 &of_;
    unsigned pin_;
    edge edge_;
    bool armed_ = false;
    task_header *root_ = nullptr;

  public:
    waiting(pl061 &of, unsigned pin, edge e) noexcept : of_(of), pin_(pin), edge_(e) {}
    ~waiting() {
      if (root_ == nullptr)
        return;
      of_.bus_.with([this](Bus &b) { mask::change(b, 1u << pin_, 0); });
      of_.changed_[pin_].leave(*root_);
    }
    bool poll(task_header &root) noexcept {
      root_ = &root;
      if (!armed_) {
        armed_ = true;
        of_.changed_[pin_].take();
        static_cast<void>(
            of_.changed_[pin_].poll(root)); // the waker is in place before the interrupt can come
        of_.bus_.with([this](Bus &b) {
          std::uint32_t bit = 1u << pin_;
          level_sense::change(b, bit, 0);
          both_edges::change(b, bit, edge_ == edge::both ? bit : 0);
          rising_edge::change(b, bit, edge_ == edge::rising ? bit : 0);
          clear::write(b, bit);
          mask::change(b, 0, bit);
        });
        return false;
      }
      return of_.changed_[pin_].poll(root);
    }
    const void *object() const noexcept { return &of_; }
    void result() const noexcept {}
  };

  /// `co_await gpio.wait_for(3, edge::rising)`. An edge before the wait is not seen. Callable from:
  /// tasks.
  waiting wait_for(unsigned pin, edge e) noexcept { return waiting(*this, pin, e); }
};

template <bus_like Bus = mmio> using core_bound_pl061 = core_bound_driver<pl061<home_lock, Bus>>;
template <lock_like Lock = irq_spin_lock, bus_like Bus = mmio>
using locked_pl061 = locked_driver<pl061<Lock, Bus>>;

} // namespace ambit

#endif // AMBIT_DRIVERS_PL061_HPP
