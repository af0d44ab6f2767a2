//===- ambit/cross_lock.hpp - the cheapest lock that keeps out everybody -*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_CROSS_LOCK_HPP
#define AMBIT_CROSS_LOCK_HPP

#include "ambit/irq_lock.hpp"
#include "ambit/irq_spin_lock.hpp"
#include <type_traits>

namespace ambit {

/// What keeps out every other context of the program: irq_spin_lock, or irq_lock where there is one
/// core.
using cross_lock = std::conditional_t<port::core_count == 1, irq_lock, irq_spin_lock>;

} // namespace ambit

#endif // AMBIT_CROSS_LOCK_HPP
