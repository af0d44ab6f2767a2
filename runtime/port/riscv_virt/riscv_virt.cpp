//===- riscv_virt.cpp - start-up code, traps and console of the RISC-V `virt` machine -*- C++
//-*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// For the ports riscv_virt and mini_smp: the second has a scheduler, `port::after_trap`, which may
// go on with another thread at the end of a trap.
//===----------------------------------------------------------------------===//

#include "../freestanding/decimal.hpp"
#include "ambit/alarm.hpp"
#include "ambit/irq_spin_lock.hpp"
#include "board.hpp"
#include "words.hpp"

using ambit::port;

namespace {

template <class T> volatile T &at(std::uintptr_t address) {
  return *reinterpret_cast<volatile T *>(address);
}

constexpr std::uintptr_t plic = 0x0c00'0000, test_device = 0x0010'0000;
constexpr std::uintptr_t threshold(unsigned hart) { return plic + 0x20'0000 + 0x2000 * hart; }
constexpr std::uintptr_t claim(unsigned hart) { return threshold(hart) + 4; }
constexpr std::uintptr_t msie = 1u << 3, mtie = 1u << 7, meie = 1u << 11;

struct line {
  void (*handler)(void *) = nullptr;
  void *context = nullptr;
};
line lines[64];
void (*timers[port::core_count])(void *) = {}; // in place of the runtime's, see board.hpp
void *timer_contexts[port::core_count] = {};

template <class P> void reschedule() {
  if constexpr (requires { P::after_trap(); })
    P::after_trap();
}

} // namespace

using ambit::riscv_hart;

riscv_hart::ceiling_state riscv_hart::raise(unsigned level) noexcept {
  irq_state status = mask();
  ceiling_state before{0, at<std::uint32_t>(threshold(core()))};
  asm volatile("csrrc %0, mie, %1" : "=r"(before.enabled) : "r"(msie | mtie) : "memory");
  if (before.threshold < level)
    at<std::uint32_t>(threshold(core())) = level;
  unmask(status);
  return before;
}

void riscv_hart::lower(ceiling_state before) noexcept {
  irq_state status = mask();
  at<std::uint32_t>(threshold(core())) = before.threshold;
  asm volatile("csrw mie, %0" ::"r"(before.enabled) : "memory");
  unmask(status);
}

void riscv_hart::panic(const char *what) noexcept {
  board::print("panic: ");
  board::print(what);
  board::print("\n");
  board::exit(99);
}

namespace board {

void serve(unsigned number, unsigned level, void (*handler)(void *), void *context) {
  unsigned hart = port::core();
  if (number == timer_line) {
    timer_contexts[hart] = context;
    timers[hart] = handler;
    return;
  }
  lines[number] = {handler, context};
  at<std::uint32_t>(plic + 4 * number) = level;
  at<std::uint32_t>(plic + 0x2000 + 0x80 * (2 * hart) + 4 * (number / 32)) |= 1u << number % 32;
}

void print(const char *text) {
  for (; *text != 0; ++text) {
    while ((at<std::uint8_t>(uart + 5) & 0x20) == 0) {
    }
    at<std::uint8_t>(uart) = static_cast<std::uint8_t>(*text);
  }
}

void print(std::uint32_t number) {
  char text[11];
  print(decimal(number, text));
}

void exit(int status) {
  at<std::uint32_t>(test_device) =
      status != 0 ? static_cast<std::uint32_t>(status) << 16 | 0x3333 : 0x5555;
  while (true)
    asm volatile("wfi");
}

} // namespace board

extern "C" [[gnu::used]] void ambit_trap(std::uintptr_t cause) {
  constexpr std::uintptr_t interrupt = std::uintptr_t{1} << (8 * sizeof(std::uintptr_t) - 1);
  unsigned hart = port::core();
  asm volatile("csrw mscratch, %0" ::"r"(std::uintptr_t{1}) : "memory");
  switch (cause) {
  case interrupt | 3:
    at<std::uint32_t>(board::clint + 4 * hart) = 0;
    break;
  case interrupt | 7:
    if (timers[hart] != nullptr)
      timers[hart](timer_contexts[hart]);
    else
      ambit::alarm_interrupt();
    break;
  case interrupt | 11:
    while (std::uint32_t number = at<std::uint32_t>(claim(hart))) {
      lines[number].handler(lines[number].context);
      at<std::uint32_t>(claim(hart)) = number;
    }
    break;
  default:
    port::panic("an exception that is no interrupt");
  }
  asm volatile("csrw mscratch, zero" ::: "memory");
  reschedule<port>();
}

extern "C" [[gnu::used]] void ambit_hart_main(unsigned hart) {
  if (hart >= port::core_count)
    while (true)
      asm volatile("wfi");
  asm volatile("csrw mscratch, zero");
  port::alarm_at(ambit::no_alarm);
  asm volatile("csrw mie, %0" ::"r"(msie | mtie | meie));
  asm volatile("csrs mstatus, 8");
  core_main(hart);
  while (true)
    asm volatile("wfi");
}

// clang-format off
#define ALL(op) \
  EACH(op, "ra", 0) \
  EACH(op, "t0", 1) \
  EACH(op, "t1", 2) \
  EACH(op, "t2", 3) \
  EACH(op, "t3", 4) \
  EACH(op, "t4", 5) \
  EACH(op, "t5", 6) \
  EACH(op, "t6", 7) \
  EACH(op, "a0", 8) \
  EACH(op, "a1", 9) \
  EACH(op, "a2", 10) \
  EACH(op, "a3", 11) \
  EACH(op, "a4", 12) \
  EACH(op, "a5", 13) \
  EACH(op, "a6", 14) \
  EACH(op, "a7", 15)
// clang-format on

// Hart 0 clears .bss and runs the constructors; the others wait for the word `release`. Each hart
// has 16 KB of stack.
asm(".section .text.start,\"ax\"\n"
    ".globl _start\n"
    "_start:\n"
    "  csrr a0, mhartid\n"
    "  la sp, __stack_top\n"
    "  slli t0, a0, 14\n"
    "  sub sp, sp, t0\n"
    "  la t0, trap_entry\n"
    "  csrw mtvec, t0\n"
    "  bnez a0, 4f\n"
    "  la t0, __bss_start\n"
    "  la t1, __bss_end\n"
    "1: bgeu t0, t1, 2f\n"
    "  sw zero, 0(t0)\n"
    "  addi t0, t0, 4\n"
    "  j 1b\n"
    "2: la s0, __init_array_start\n"
    "  la s1, __init_array_end\n"
    "3: bgeu s0, s1, 5f\n"
    "  " LOAD "t2, 0(s0)\n"
    "  jalr t2\n"
    "  addi s0, s0, " WORD "\n"
    "  j 3b\n"
    "5: la t0, release\n"
    "  li t1, 1\n"
    "  fence rw, rw\n"
    "  sw t1, 0(t0)\n"
    "4: la t0, release\n"
    "6: lw t1, 0(t0)\n"
    "  beqz t1, 6b\n"
    "  fence rw, rw\n"
    "  csrr a0, mhartid\n"
    "  call ambit_hart_main\n"
    ".balign 4\n"
    "trap_entry:\n"
    "  addi sp, sp, -16*" WORD
    "\n" ALL(STORE) "  csrr a0, mcause\n"
                    "  call ambit_trap\n" ALL(LOAD) "  addi sp, sp, 16*" WORD "\n"
                                                    "  mret\n"
                                                    ".section .data\n"
                                                    ".balign 4\n"
                                                    "release: .word 0\n"
                                                    ".text\n");
