//===- ambit/irq_spin_lock.hpp - keeps out the other cores and this core's interrupts -*- C++
//-*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//            ┌────────────────── taken by another core: restore the mask, spin with interrupts open
//            ◀─┐ ▼ │
//   acquire: mask this core's interrupts ──▶ exchange the owner word ──▶ was free? ── no
//   ─────────────┘
//                                                                            └─ yes ─▶ held
//
// A core that waits serves its interrupts meanwhile, and a core that holds the lock is masked, so
// that no handler of the same core can find it taken: re-entry is always a bug, and the owner
// recorded in the word shows it.
//===----------------------------------------------------------------------===//

#ifndef AMBIT_IRQ_SPIN_LOCK_HPP
#define AMBIT_IRQ_SPIN_LOCK_HPP

#include "ambit/assert.hpp"
#include "ambit/guard.hpp"
#include <atomic>
#include <cstdint>

namespace ambit {

/// Keeps out everything: other cores, and interrupts and threads of this core.
/// Callable from: any context of any core. Blocks: spins while another core holds it, with the
/// caller's interrupt mask. Not fair. Does not nest: taking it twice, and releasing it on another
/// core, end in port::panic in debug builds. Cost: mask, one atomic exchange, one store, unmask.
class AMBIT_LOCK(spin_irq) AMBIT_TSA_LOCK("interrupt-masking spin lock") irq_spin_lock {
  std::atomic<std::uint32_t> owner_{0}; // core + 1

public:
  using state = port::irq_state;

  using ambit_sync = void;
  constexpr irq_spin_lock() noexcept = default;
  irq_spin_lock(const irq_spin_lock &) = delete;
  irq_spin_lock &operator=(const irq_spin_lock &) = delete;

  [[nodiscard]] state acquire() noexcept AMBIT_ACQUIRE(this) AMBIT_TSA_ACQUIRE() AMBIT_TSA_UNSEEN {
    while (true) {
      state before = port::mask();
      std::uint32_t free = 0;
      if (owner_.compare_exchange_strong(free, port::core() + 1, std::memory_order_acquire,
                                         std::memory_order_relaxed))
        return before;
      AMBIT_ASSERT(free != port::core() + 1, "an irq_spin_lock is taken by the core that holds it");
      port::unmask(before);
      while (owner_.load(std::memory_order_relaxed) != 0)
        port::relax();
    }
  }

  void release(state before) noexcept AMBIT_RELEASE(this) AMBIT_TSA_RELEASE() AMBIT_TSA_UNSEEN {
    AMBIT_ASSERT(owner_.load(std::memory_order_relaxed) == port::core() + 1,
                 "an irq_spin_lock is released by a core that does not hold it");
    owner_.store(0, std::memory_order_release);
    port::unmask(before);
  }

  /// Whether this core holds the lock. Callable from: any context.
  [[nodiscard]] bool held() const noexcept {
    return owner_.load(std::memory_order_relaxed) == port::core() + 1;
  }
};

} // namespace ambit

#endif // AMBIT_IRQ_SPIN_LOCK_HPP
