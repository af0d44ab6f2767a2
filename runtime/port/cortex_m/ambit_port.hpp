//===- ambit_port.hpp - Cortex-M3 and later: lm3s6965evb (one core) and mps2-an521 (two) -*- C++
//-*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Levels 1 to 7 are the priorities 0xe0 to 0x20 of the NVIC, so that three implemented bits are
// enough. `mask` is PRIMASK, `raise` is BASEPRI. Time is a SysTick interrupt of 1 kHz on each core;
// core 0's counts. Source: Armv7-M Architecture Reference Manual, DDI 0403E, B1.4, B3.3; Armv8-M,
// DDI 0553; AN521 and SSE-200 manuals.
//===----------------------------------------------------------------------===//

#ifndef AMBIT_PORT_CORTEX_M_HPP
#define AMBIT_PORT_CORTEX_M_HPP

#include "ambit/annotations.h"
#include <cstdint>

#ifndef AMBIT_CORES
#define AMBIT_CORES 1
#endif

namespace ambit {

struct port {
  static constexpr unsigned core_count = AMBIT_CORES;
  static constexpr unsigned max_level = 7;
  static constexpr std::uint64_t ticks_per_second = 1000;

  using irq_state = std::uint32_t;     // PRIMASK
  using ceiling_state = std::uint32_t; // BASEPRI

  static constexpr std::uint32_t priority_of(unsigned level) noexcept { return (8 - level) << 5; }

  static unsigned core() noexcept {
    if constexpr (core_count == 1)
      return 0;
    else
      return *reinterpret_cast<volatile std::uint32_t *>(
          0x5001'f000u); // SSE-200: CPU_IDENTITY.CPUID
  }
  static irq_state mask() noexcept AMBIT_ACQUIRE(irq) {
    irq_state before;
    asm volatile("mrs %0, primask\n cpsid i" : "=r"(before)::"memory");
    return before;
  }
  static void unmask(irq_state before) noexcept AMBIT_RELEASE(irq) {
    asm volatile("msr primask, %0" ::"r"(before) : "memory");
  }
  static bool masked() noexcept {
    std::uint32_t primask;
    asm volatile("mrs %0, primask" : "=r"(primask));
    return primask != 0;
  }
  static bool in_isr() noexcept {
    std::uint32_t exception;
    asm volatile("mrs %0, ipsr" : "=r"(exception));
    return exception != 0;
  }
  static ceiling_state raise(unsigned level) noexcept {
    ceiling_state before;
    asm volatile("mrs %0, basepri\n msr basepri_max, %1\n isb"
                 : "=&r"(before)
                 : "r"(priority_of(level))
                 : "memory");
    return before;
  }
  static void lower(ceiling_state before) noexcept {
    asm volatile("msr basepri, %0" ::"r"(before) : "memory");
  }
  static void wait_for_interrupt() noexcept { asm volatile("dsb\n wfi" ::: "memory"); }
  static void poke(unsigned core) noexcept {
    if constexpr (core_count > 1) {
      asm volatile("dmb" ::: "memory");
      *reinterpret_cast<volatile std::uint32_t *>(0x5000'3004u + 0x10 * core) =
          1; // MHU0: CPUnINTR_SET
    }
  }
  static void relax() noexcept { asm volatile("yield" ::: "memory"); }
  static std::uint64_t now() noexcept;
  static void alarm_at(std::uint64_t when) noexcept;
  [[noreturn]] static void panic(const char *what) noexcept;
};

} // namespace ambit

#endif // AMBIT_PORT_CORTEX_M_HPP
