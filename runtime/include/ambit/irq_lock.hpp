//===- ambit/irq_lock.hpp - masks the interrupts of this core ---*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_IRQ_LOCK_HPP
#define AMBIT_IRQ_LOCK_HPP

#include "ambit/guard.hpp"
#include "ambit/port.hpp"

namespace ambit {

/// Keeps out every interrupt and thread of this core, and nothing of other cores. Nests: releasing
/// restores what was masked before. All objects of this type are the same mask; several exist so
/// that each guarded thing can name its own. Callable from: any context. Blocks: never. Cost:
/// port::mask and port::unmask, nothing else.
class AMBIT_LOCK(irq) AMBIT_TSA_LOCK("interrupt mask") irq_lock {
public:
  using state = port::irq_state;

  constexpr irq_lock() noexcept = default;
  irq_lock(const irq_lock &) = delete;
  irq_lock &operator=(const irq_lock &) = delete;

  [[nodiscard]] state acquire() noexcept AMBIT_ACQUIRE(this) AMBIT_TSA_ACQUIRE() AMBIT_TSA_UNSEEN {
    return port::mask();
  }
  void release(state before) noexcept AMBIT_RELEASE(this) AMBIT_TSA_RELEASE() AMBIT_TSA_UNSEEN {
    port::unmask(before);
  }
};

} // namespace ambit

#endif // AMBIT_IRQ_LOCK_HPP
