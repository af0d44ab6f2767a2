//===- ambit/ceiling_lock.hpp - masks the interrupts of this core up to a level -*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_CEILING_LOCK_HPP
#define AMBIT_CEILING_LOCK_HPP

#include "ambit/guard.hpp"
#include "ambit/port.hpp"

namespace ambit {

/// Keeps out threads of this core and its interrupts up to and including `Level`: the immediate
/// priority ceiling protocol, with BASEPRI on Cortex-M, the PLIC's threshold on RISC-V, the task
/// priority level on UEFI. Choose the level of the most urgent handler that uses the guarded thing;
/// more urgent ones are not delayed. Nests. Callable from: threads, handlers up to `Level`. Blocks:
/// never. Cost: port::raise and port::lower.
template <unsigned Level>
class AMBIT_LOCK_CEILING(Level) AMBIT_TSA_LOCK("priority ceiling") ceiling_lock {
  static_assert(Level >= 1 && Level <= port::max_level,
                "the port has no interrupt of this level: see port::max_level");

public:
  using state = port::ceiling_state;
  static constexpr unsigned level = Level;

  constexpr ceiling_lock() noexcept = default;
  ceiling_lock(const ceiling_lock &) = delete;
  ceiling_lock &operator=(const ceiling_lock &) = delete;

  [[nodiscard]] state acquire() noexcept AMBIT_ACQUIRE(this) AMBIT_TSA_ACQUIRE() AMBIT_TSA_UNSEEN {
    return port::raise(Level);
  }
  void release(state before) noexcept AMBIT_RELEASE(this) AMBIT_TSA_RELEASE() AMBIT_TSA_UNSEEN {
    port::lower(before);
  }
};

} // namespace ambit

#endif // AMBIT_CEILING_LOCK_HPP
