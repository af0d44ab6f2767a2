//===- shared_word.hpp ----------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Where several cores run the program, these are std::atomic's operations with acquire and release.
// Where one does, contexts follow each other: an indivisible step in program order is enough, and
// the barriers between cores, two per step on Cortex-M, are left out.
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_SHARED_WORD_HPP
#define AMBIT_SHARED_WORD_HPP

#include "ambit/port.hpp"
#include <atomic>
#include <cstdint>

namespace ambit {

/// A word that contexts of all cores change. What was written before a step that changes it is
/// visible after the step that sees the change. Callable from: any context of any core. Blocks:
/// never; lock-free. Cost: one atomic step.
class shared_word {
public:
  using bits = std::uintptr_t;

private:
  static constexpr bool one_core = port::core_count == 1;
  static constexpr std::memory_order acquire =
      one_core ? std::memory_order_relaxed : std::memory_order_acquire;
  static constexpr std::memory_order release =
      one_core ? std::memory_order_relaxed : std::memory_order_release;
  static constexpr std::memory_order both =
      one_core ? std::memory_order_relaxed : std::memory_order_acq_rel;

  bits value_;
  std::atomic_ref<bits> word() const noexcept {
    return std::atomic_ref<bits>(const_cast<bits &>(value_));
  }

  /// Keeps the compiler from moving other accesses across.
  struct in_order {
    in_order() noexcept { fence(); }
    ~in_order() noexcept { fence(); }
    static void fence() noexcept {
      if constexpr (one_core)
        std::atomic_signal_fence(std::memory_order_acq_rel);
    }
  };

public:
  constexpr explicit shared_word(bits value = 0) noexcept : value_(value) {}
  /// Made where a word was used before and somebody may still change it: by an atomic step also.
  struct again {};
  shared_word(again, bits value) noexcept { word().store(value, std::memory_order_relaxed); }
  shared_word(const shared_word &) = delete;
  shared_word &operator=(const shared_word &) = delete;

  /// The value, and nothing about what was written before it.
  bits peek() const noexcept { return word().load(std::memory_order_relaxed); }
  bits load() const noexcept {
    in_order here;
    return word().load(acquire);
  }
  void store(bits value) noexcept {
    in_order here;
    word().store(value, release);
  }
  /// The steps below return the value before.
  bits exchange(bits value) noexcept {
    in_order here;
    return word().exchange(value, both);
  }
  bits set(bits which) noexcept {
    in_order here;
    return word().fetch_or(which, both);
  }
  bits clear(bits which) noexcept {
    in_order here;
    return word().fetch_and(~which, both);
  }
  /// Puts `value` where `expected` is; else `expected` becomes what is there. Returns whether it
  /// did; `try_replace` may fail without reason.
  bool replace(bits &expected, bits value) noexcept {
    in_order here;
    return word().compare_exchange_strong(expected, value, both, acquire);
  }
  bool try_replace(bits &expected, bits value) noexcept {
    in_order here;
    return word().compare_exchange_weak(expected, value, both, acquire);
  }
  /// Puts `value` where `expected` is. Returns what was there before.
  bits swap_if(bits expected, bits value) noexcept {
    if constexpr (one_core) {
      replace(expected, value);
      return expected;
    } else {
      return __sync_val_compare_and_swap(&value_, expected, value); // the result in its register
    }
  }
  /// Takes what is there and leaves 0, where only the caller takes: with one core a store is
  /// enough, if the value is known.
  void take() noexcept {
    if constexpr (one_core)
      store(0);
    else
      exchange(0);
  }
};

} // namespace ambit

#endif // AMBIT_SHARED_WORD_HPP
