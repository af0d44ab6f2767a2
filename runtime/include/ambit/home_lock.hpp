//===- home_lock.hpp ------------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The lock of the core-bound drivers.
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_HOME_LOCK_HPP
#define AMBIT_HOME_LOCK_HPP

#include "ambit/assert.hpp"
#include "ambit/guard.hpp"
#include "ambit/port.hpp"

namespace ambit {

/// An interrupt mask for an object of one core. Keeps out every interrupt and thread of that core;
/// of other cores nothing, for they have no business there: in debug builds the first use records
/// the core, and a use on another ends in port::panic, be it by a thread that the scheduler has
/// moved. Callable from: contexts of one core. Blocks: never. Nests. Cost: port::mask and
/// port::unmask, nothing else.
class AMBIT_LOCK(irq) AMBIT_TSA_LOCK("interrupt mask") home_lock {
#if AMBIT_DEBUG
  static constexpr unsigned nobody = ~0u;
  unsigned home_ = nobody;
#endif

public:
  using state = port::irq_state;

  constexpr home_lock() noexcept = default;
  home_lock(const home_lock &) = delete;
  home_lock &operator=(const home_lock &) = delete;

  [[nodiscard]] state acquire() noexcept AMBIT_ACQUIRE(this) AMBIT_TSA_ACQUIRE() AMBIT_TSA_UNSEEN {
    state before = port::mask();
#if AMBIT_DEBUG
    if (home_ == nobody)
      home_ = port::core();
    AMBIT_ASSERT(home_ == port::core(),
                 "a core-bound driver is used on another core than its own; take the locked form");
#endif
    return before;
  }
  void release(state before) noexcept AMBIT_RELEASE(this) AMBIT_TSA_RELEASE() AMBIT_TSA_UNSEEN {
    port::unmask(before);
  }
};

} // namespace ambit

#endif // AMBIT_HOME_LOCK_HPP
