//===- ambit/spin_lock.hpp - keeps out the other cores ----------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_SPIN_LOCK_HPP
#define AMBIT_SPIN_LOCK_HPP

#include "ambit/assert.hpp"
#include "ambit/guard.hpp"
#include <atomic>
#include <cstdint>

namespace ambit {

/// Keeps out contexts of other cores that take the same lock; no interrupt and no thread of this
/// core. For things that exactly one context per core touches. Whoever shares with a handler takes
/// irq_spin_lock: with this one the handler would wait for ever for the thread that it interrupted.
/// Callable from: one context per core. Blocks: spins while another core holds it. Not fair. Cost:
/// one atomic exchange to take when free, one store to release.
class AMBIT_LOCK(spin) AMBIT_TSA_LOCK("spin lock") spin_lock {
  std::atomic<std::uint32_t> taken_{0};

public:
  using state = no_state;

  using ambit_sync = void;
  constexpr spin_lock() noexcept = default;
  spin_lock(const spin_lock &) = delete;
  spin_lock &operator=(const spin_lock &) = delete;

  state acquire() noexcept AMBIT_ACQUIRE(this) AMBIT_TSA_ACQUIRE() AMBIT_TSA_UNSEEN {
    while (taken_.exchange(1, std::memory_order_acquire) != 0)
      while (taken_.load(std::memory_order_relaxed) != 0)
        port::relax();
    return {};
  }

  /// Takes the lock if it is free, and says whether it did.
  [[nodiscard]] bool try_acquire() noexcept AMBIT_TRY_ACQUIRE(true, this)
      AMBIT_TSA_TRY_ACQUIRE(true) AMBIT_TSA_UNSEEN {
    return taken_.exchange(1, std::memory_order_acquire) == 0;
  }

  void release(state = {}) noexcept AMBIT_RELEASE(this) AMBIT_TSA_RELEASE() AMBIT_TSA_UNSEEN {
    AMBIT_ASSERT(taken_.load(std::memory_order_relaxed) != 0,
                 "a spin_lock is released that nobody holds");
    taken_.store(0, std::memory_order_release);
  }
};

} // namespace ambit

#endif // AMBIT_SPIN_LOCK_HPP
