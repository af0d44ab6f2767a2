//===- bare.cpp - counts instructions on the bare machines ------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// With QEMU's -icount shift=0 each instruction takes one nanosecond of the machine's time. RISC-V
// counts them in minstret; Cortex-M3 has SysTick, which is compared with a loop whose instructions
// are known.
//===----------------------------------------------------------------------===//

#include "board.hpp"
#include <cstdint>

#if defined(__riscv)
inline std::uint32_t instructions_so_far() {
  std::uintptr_t v;
  asm volatile("csrr %0, minstret" : "=r"(v)::"memory");
  return static_cast<std::uint32_t>(v);
}
#define BENCH_CLOCK instructions_so_far
#endif
#include "steps.hpp"

namespace {

#if defined(__riscv)
std::uint32_t now() { return instructions_so_far(); }

/// From before the signal is set to the first instruction after the wait, with the one that reads
/// the clock.
void measure_resumption(const char *name, bench::what w) {
  bench::begin(w);
  std::uint32_t sum = 0;
  for (unsigned i = 0; i < 1000; ++i) {
    std::uint32_t before = now();
    bench::machine.signals(1);
    sum += bench::resumed_at - before;
  }
  bench::end();
  board::print(name);
  board::print(" ");
  board::print(sum / 100);
  board::print("\n");
}

std::uint32_t instructions(std::uint32_t difference) { return difference; }
void prepare() {}
#else
volatile std::uint32_t &at(std::uintptr_t address) {
  return *reinterpret_cast<volatile std::uint32_t *>(address);
}
std::uint32_t now() { return 0xff'ffff - at(0xe000'e018u); }
std::uint32_t ticks_of_loop;
constexpr std::uint32_t loop = 0x10000;
void prepare() {
  at(0xe000'e010u) = 0;
  at(0xe000'e014u) = 0xff'ffff;
  at(0xe000'e018u) = 0;
  at(0xe000'e010u) = 5;           // no interrupt
  while (at(0xe000'e018u) == 0) { // loads at its first tick
  }
  std::uint32_t before = now();
  asm volatile("mov r0, %0\n1: subs r0, #1\n bne 1b" ::"r"(loop) : "r0", "cc");
  ticks_of_loop = now() - before;
}
std::uint32_t instructions(std::uint32_t difference) { // rounded
  return (difference * ((2 * loop << 4) / ticks_of_loop) + 8) >> 4;
}
#endif

void measure(const char *name, bench::what w) {
  constexpr unsigned n = 1000;
  bench::begin(w);
  std::uint32_t before = now();
  bench::run(w, n);
  std::uint32_t once = now();
  bench::run(w, 2 * n);
  std::uint32_t twice = now();
  bench::end();
  board::print(name);
  board::print(" ");
  board::print((instructions((twice - once) - (once - before)) + n / 20) * 10 / n);
  board::print("\n");
}

} // namespace

void core_main(unsigned core) {
  if (core != 0)
    return;
  ambit::port::mask();
  prepare();
  measure("yield", bench::what::yield);
  measure("yield_at_depth_8", bench::what::deep_yield);
  measure("signal_to_resume", bench::what::signal);
  measure("signal_at_depth_8", bench::what::deep_signal);
#if defined(BENCH_CLOCK)
  measure_resumption("set_to_resumed", bench::what::clocked);
  measure_resumption("set_to_resumed_at_depth_8", bench::what::deep_clocked);
#endif
  board::exit(0);
}
