//===- ambit/atomic_cell.hpp - a value of one word that everybody shares -*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_ATOMIC_CELL_HPP
#define AMBIT_ATOMIC_CELL_HPP

#include <atomic>
#include <type_traits>

namespace ambit {

/// A value that is read and written in one indivisible step, in an order that makes what was
/// written before a store visible after the load that sees it. Only what the target does without a
/// lock is accepted: a handler could wait for ever for the lock's holder. Callable from: any
/// context of any core. Blocks: never. Cost: one atomic instruction, or a short loop of two.
template <class T>
  requires std::is_trivially_copyable_v<T>
class atomic_cell {
  static_assert(std::atomic<T>::is_always_lock_free,
                "atomic_cell<T>: this target has no lock-free atomic of that size; take seq_cell "
                "or locked<T, Lock>");
  std::atomic<T> value_;

public:
  using ambit_sync = void;
  constexpr atomic_cell() noexcept : value_{} {}
  constexpr explicit atomic_cell(T value) noexcept : value_(value) {}
  atomic_cell(const atomic_cell &) = delete;
  atomic_cell &operator=(const atomic_cell &) = delete;

  T load() const noexcept { return value_.load(std::memory_order_acquire); }
  void store(T value) noexcept { value_.store(value, std::memory_order_release); }
  T exchange(T value) noexcept { return value_.exchange(value, std::memory_order_acq_rel); }

  /// Adds and returns what was there before.
  T add(T value) noexcept
    requires std::is_integral_v<T>
  {
    return value_.fetch_add(value, std::memory_order_acq_rel);
  }

  /// Stores `value` if `expected` is there; else writes what is there to `expected`. Returns
  /// whether it stored.
  bool replace(T &expected, T value) noexcept {
    return value_.compare_exchange_strong(expected, value, std::memory_order_acq_rel,
                                          std::memory_order_acquire);
  }
};

} // namespace ambit

#endif // AMBIT_ATOMIC_CELL_HPP
