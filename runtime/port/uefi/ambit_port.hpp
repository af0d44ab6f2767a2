//===- ambit_port.hpp - UEFI boot services on x86-64 and AArch64 -*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One core, no threads; what preempts is the notification function of an event, at its task
// priority level (TPL). Levels are TPLs: ceiling_lock<8> keeps out TPL_CALLBACK, `mask` raises to
// TPL_NOTIFY, the highest that a program's notifications have. It is not TPL_HIGH_LEVEL, where
// firmware forbids SetTimer. Programs sleep in uefi_executor, not here. Source: UEFI
// Specification 2.10, section 7.1.
//===----------------------------------------------------------------------===//

#ifndef AMBIT_PORT_UEFI_HPP
#define AMBIT_PORT_UEFI_HPP

#include "ambit/annotations.h"
#include "efi.hpp"
#include <cstdint>

namespace ambit {

struct port {
  static constexpr unsigned core_count = 1;
  static constexpr unsigned max_level = 16; // TPL_NOTIFY
  static constexpr std::uint64_t ticks_per_second =
      10'000'000; // units of 100 ns, as SetTimer takes them

  using irq_state = efi::tpl;
  using ceiling_state = efi::tpl;

  static unsigned core() noexcept { return 0; }
  static irq_state mask() noexcept AMBIT_ACQUIRE(irq);
  static void unmask(irq_state before) noexcept AMBIT_RELEASE(irq);
  static bool masked() noexcept { return level() >= efi::notify; }
  static bool in_isr() noexcept { return level() > efi::application; }
  static ceiling_state raise(unsigned level) noexcept;
  static void lower(ceiling_state before) noexcept;
  static void wait_for_interrupt() noexcept { relax(); } // may return early
  static void poke(unsigned) noexcept {}
  static void relax() noexcept {
#if defined(__x86_64__)
    asm volatile("pause" ::: "memory");
#else
    asm volatile("yield" ::: "memory");
#endif
  }
  static std::uint64_t now() noexcept;
  static void alarm_at(std::uint64_t when) noexcept;
  [[noreturn]] static void panic(const char *what) noexcept;

private:
  static efi::tpl level() noexcept;
};

} // namespace ambit

#endif // AMBIT_PORT_UEFI_HPP
