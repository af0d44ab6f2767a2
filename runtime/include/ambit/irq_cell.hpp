//===- ambit/irq_cell.hpp - a small value that handlers and threads of one core share -*- C++
//-*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_IRQ_CELL_HPP
#define AMBIT_IRQ_CELL_HPP

#include "ambit/irq_lock.hpp"
#include "ambit/locked.hpp"

namespace ambit {

/// A value that is copied in and out with interrupts masked. Keeps out this core only: for several
/// cores take atomic_cell, seq_cell or locked<T, irq_spin_lock>. Callable from: any context of one
/// core. Blocks: never. Cost: the mask and one copy.
template <class T>
  requires std::is_trivially_copyable_v<T>
class AMBIT_SYNC irq_cell {
  mutable irq_lock lock_;
  T value_ AMBIT_ISR_SHARED_BY(irq);

public:
  using ambit_sync = void;
  constexpr irq_cell() noexcept : value_{} {}
  constexpr explicit irq_cell(T value) noexcept : value_(value) {}
  irq_cell(const irq_cell &) = delete;
  irq_cell &operator=(const irq_cell &) = delete;

  T load() const noexcept {
    guard held(lock_);
    return value_;
  }

  void store(T value) noexcept {
    guard held(lock_);
    value_ = value;
  }

  /// Puts in `value` and returns what was there.
  T exchange(T value) noexcept {
    guard held(lock_);
    T before = value_;
    value_ = value;
    return before;
  }

  /// Changes the value by `fn(T &)` in one masked section and returns the new one.
  template <class F>
    requires std::invocable<F &, T &>
  T update(F &&fn AMBIT_CALLED_UNDER(irq)) noexcept {
    guard held(lock_);
    fn(value_);
    return value_;
  }
};

} // namespace ambit

#endif // AMBIT_IRQ_CELL_HPP
