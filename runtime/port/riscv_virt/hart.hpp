//===- hart.hpp - QEMU's RISC-V `virt` machine, in M-mode without firmware -*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Harts are cores. The CLINT gives software interrupts (poke) and the timer (alarm), the PLIC the
// lines of devices. Handlers do not nest: a trap masks, so levels order what is pending and `raise`
// decides what becomes pending. The timer and pokes count as level 1. mscratch is not 0 in a
// handler: a question that one instruction answers, so that a thread that is moved while it asks
// gets no other hart's answer. The ports riscv_virt and mini_smp are made of this. Source: RISC-V
// Privileged Architecture 1.12, chapter 3; SiFive FU540-C000 manual, chapters 9 (CLINT) and 10
// (PLIC).
//===----------------------------------------------------------------------===//

#ifndef AMBIT_PORT_RISCV_VIRT_HART_HPP
#define AMBIT_PORT_RISCV_VIRT_HART_HPP

#include "ambit/annotations.h"
#include <cstdint>

#ifndef AMBIT_CORES
#define AMBIT_CORES 4
#endif

namespace ambit {

/// What both ports have. A member that a port declares anew takes its place.
struct riscv_hart {
  static constexpr unsigned core_count = AMBIT_CORES;
  static constexpr unsigned max_level = 7; // the PLIC's priorities
  static constexpr std::uint64_t ticks_per_second = 10'000'000;

  using irq_state = std::uintptr_t; // mstatus.MIE as it was
  struct ceiling_state {
    std::uintptr_t enabled; // mie as it was
    std::uint32_t threshold;
  };

  static unsigned core() noexcept {
    if constexpr (core_count == 1)
      return 0;
    std::uintptr_t hart;
    asm volatile("csrr %0, mhartid" : "=r"(hart));
    return static_cast<unsigned>(hart);
  }
  static irq_state mask() noexcept AMBIT_ACQUIRE(irq) {
    irq_state before;
    asm volatile("csrrci %0, mstatus, 8" : "=r"(before)::"memory");
    return before & 8;
  }
  static void unmask(irq_state before) noexcept AMBIT_RELEASE(irq) {
    asm volatile("csrs mstatus, %0" ::"r"(before) : "memory");
  }
  static bool masked() noexcept {
    std::uintptr_t status;
    asm volatile("csrr %0, mstatus" : "=r"(status));
    return (status & 8) == 0;
  }
  static bool in_isr() noexcept {
    std::uintptr_t trap;
    asm volatile("csrr %0, mscratch" : "=r"(trap));
    return trap != 0;
  }
  static ceiling_state raise(unsigned level) noexcept;
  static void lower(ceiling_state before) noexcept;
  static void wait_for_interrupt() noexcept { asm volatile("wfi" ::: "memory"); }
  static void poke(unsigned core) noexcept {
    asm volatile("fence rw, ow" ::: "memory"); // what was pushed before the interrupt
    *reinterpret_cast<volatile std::uint32_t *>(0x0200'0000u + 4 * core) = 1;
  }
  static void relax() noexcept { asm volatile("nop" ::: "memory"); }
  static std::uint64_t now() noexcept {
#if __riscv_xlen == 64
    return *reinterpret_cast<volatile std::uint64_t *>(0x0200'bff8u);
#else
    auto *half = reinterpret_cast<volatile std::uint32_t *>(0x0200'bff8u);
    std::uint32_t high, low;
    do {
      high = half[1];
      low = half[0];
    } while (high != half[1]);
    return static_cast<std::uint64_t>(high) << 32 | low;
#endif
  }
  static void alarm_at(std::uint64_t when) noexcept {
    auto *compare = reinterpret_cast<volatile std::uint32_t *>(0x0200'4000u + 8 * core());
    compare[1] = ~0u; // never due between the two halves
    compare[0] = static_cast<std::uint32_t>(when);
    compare[1] = static_cast<std::uint32_t>(when >> 32);
  }
  [[noreturn]] static void panic(const char *what) noexcept;
};

} // namespace ambit

#endif // AMBIT_PORT_RISCV_VIRT_HART_HPP
