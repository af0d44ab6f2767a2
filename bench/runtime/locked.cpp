//===- locked.cpp ---------------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The same critical sections with locked<T, irq_lock> and by hand. measure.py compares the
// instructions of NAME_locked and NAME_by_hand.
//
//===----------------------------------------------------------------------===//

#include "ambit/locked.hpp"
#include "ambit/irq_lock.hpp"

namespace {

#if defined(__riscv)
#define MASK(before)                                                                               \
  std::uintptr_t before;                                                                           \
  asm volatile("csrrci %0, mstatus, 8" : "=r"(before)::"memory");                                  \
  before &= 8;
#define UNMASK(before) asm volatile("csrs mstatus, %0" ::"r"(before) : "memory");
#else
#define MASK(before)                                                                               \
  std::uint32_t before;                                                                            \
  asm volatile("mrs %0, primask\n cpsid i" : "=r"(before)::"memory");
#define UNMASK(before) asm volatile("msr primask, %0" ::"r"(before) : "memory");
#endif

using counter = ambit::locked<unsigned, ambit::irq_lock>;
static_assert(sizeof(counter) == sizeof(unsigned));

} // namespace

extern "C" {

void add_locked(counter &c) {
  c.with([](unsigned &n) { ++n; });
}
void add_by_hand(unsigned &c) {
  MASK(before)
  ++c;
  UNMASK(before)
}

unsigned swap_locked(counter &c, unsigned value) {
  auto section = c.lock();
  unsigned old = *section;
  *section = value;
  return old;
}
unsigned swap_by_hand(unsigned &c, unsigned value) {
  MASK(before)
  unsigned old = c;
  c = value;
  UNMASK(before)
  return old;
}

unsigned load_locked(counter &c) { return c.load(); }
unsigned load_by_hand(unsigned &c) {
  MASK(before)
  unsigned value = c;
  UNMASK(before)
  return value;
}
}
