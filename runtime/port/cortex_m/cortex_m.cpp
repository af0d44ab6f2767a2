//===- cortex_m.cpp - start-up code, SysTick, lines and console of the Cortex-M boards -*- C++
//-*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//===----------------------------------------------------------------------===//

#include "../freestanding/decimal.hpp"
#include "ambit/alarm.hpp"
#include "board.hpp"

using ambit::port;

namespace {

volatile std::uint32_t &at(std::uintptr_t address) {
  return *reinterpret_cast<volatile std::uint32_t *>(address);
}

constexpr bool two_cores = port::core_count > 1;
constexpr unsigned line_count = 64, mailbox_line = 6;
static_assert(board::systick_line == line_count);
constexpr std::uint32_t cycles_per_tick = two_cores ? 20000 : 12000; // 20 MHz, 12 MHz

struct handler {
  void (*function)(void *) = nullptr;
  void *context = nullptr;
};
handler lines[port::core_count][line_count + 1]; // the last is SysTick's, see board.hpp

// Written by core 0's SysTick alone. A reader takes high_after, low, high_before; equal halves
// belong to one moment.
volatile std::uint32_t high_before, low, high_after;
volatile std::uint64_t alarms[port::core_count]; // written and read by their own core, masked

int semihost(int operation, const void *argument) {
  register int r0 asm("r0") = operation;
  register const void *r1 asm("r1") = argument;
  asm volatile("bkpt 0xab" : "+r"(r0) : "r"(r1) : "memory");
  return r0;
}

} // namespace

std::uint64_t port::now() noexcept {
  std::uint32_t before, word, after;
  do {
    after = high_after;
    asm volatile("dmb" ::: "memory");
    word = low;
    asm volatile("dmb" ::: "memory");
    before = high_before;
  } while (before != after);
  return static_cast<std::uint64_t>(before) << 32 | word;
}

void port::alarm_at(std::uint64_t when) noexcept { alarms[core()] = when; }

void port::panic(const char *what) noexcept {
  board::print("panic: ");
  board::print(what);
  board::print("\n");
  board::exit(99);
}

namespace board {

void serve(unsigned line, unsigned level, void (*function)(void *), void *context) {
  lines[port::core()][line] = {function, context};
  if (line == systick_line) {
    *reinterpret_cast<volatile std::uint8_t *>(0xe000'ed23u) =
        static_cast<std::uint8_t>(port::priority_of(level));
    return;
  }
  *reinterpret_cast<volatile std::uint8_t *>(0xe000'e400u + line) =
      static_cast<std::uint8_t>(port::priority_of(level));
  at(0xe000'e100u + 4 * (line / 32)) = 1u << line % 32;
}

void pend(unsigned line) noexcept {
  at(0xe000'e200u + 4 * (line / 32)) = 1u << line % 32;
  asm volatile("dsb\n isb" ::: "memory");
}

void print(const char *text) { semihost(4, text); } // SYS_WRITE0

void print(std::uint32_t number) {
  char text[11];
  print(decimal(number, text));
}

void exit(int status) {
  std::uint32_t block[2] = {0x20026,
                            static_cast<std::uint32_t>(status)}; // ADP_Stopped_ApplicationExit
  semihost(0x20, block);                                         // SYS_EXIT_EXTENDED
  while (true) {
  }
}

} // namespace board

extern "C" {

extern std::uint32_t __stack_top, __bss_start, __bss_end, __data_start, __data_end, __data_load;
extern void (*__init_array_start[])();
extern void (*__init_array_end[])();

static void ambit_fault() { port::panic("a fault"); }

static void ambit_systick() {
  unsigned core = port::core();
  if (core == 0) {
    std::uint32_t next = low + 1, high = high_before + (next == 0 ? 1 : 0);
    high_before = high;
    asm volatile("dmb" ::: "memory");
    low = next;
    asm volatile("dmb" ::: "memory");
    high_after = high;
  } else if (const handler &mine = lines[core][board::systick_line]; mine.function != nullptr) {
    mine.function(mine.context);
    return;
  }
  if (alarms[core] <= port::now())
    ambit::alarm_interrupt();
}

static void ambit_line() {
  std::uint32_t exception;
  asm volatile("mrs %0, ipsr" : "=r"(exception));
  unsigned line = exception - 16, core = port::core();
  if (two_cores && line == mailbox_line) {
    at(0x5000'3008u + 0x10 * core) = 1; // MHU0: CPUnINTR_CLR
    return;
  }
  lines[core][line].function(lines[core][line].context);
}
}

namespace {

[[noreturn]] void run(unsigned core) {
  alarms[core] = ambit::no_alarm;
  *reinterpret_cast<volatile std::uint8_t *>(0xe000'ed23u) =
      static_cast<std::uint8_t>(port::priority_of(port::max_level));
  at(0xe000'e014u) = cycles_per_tick - 1;
  at(0xe000'e018u) = 0;
  at(0xe000'e010u) = 7;
  if (two_cores)
    at(0xe000'e100u) = 1u << mailbox_line;
  core_main(core);
  while (true)
    asm volatile("wfi");
}

} // namespace

#if AMBIT_CORES > 1
extern "C" std::uint32_t __stack1_top;
extern "C" [[noreturn]] void ambit_reset_1() { run(1); }
extern "C" [[gnu::section(".vectors1")]] const void *const ambit_vectors_1[16 + line_count];
#endif

extern "C" [[noreturn]] void ambit_reset() {
  for (std::uint32_t *p = &__bss_start; p < &__bss_end;)
    *p++ = 0;
  for (std::uint32_t *to = &__data_start, *from = &__data_load; to < &__data_end;)
    *to++ = *from++;
  for (auto *constructor = __init_array_start; constructor != __init_array_end; ++constructor)
    (*constructor)();
#if AMBIT_CORES > 1
  at(0x5002'1114u) = reinterpret_cast<std::uint32_t>(ambit_vectors_1); // INITSVTOR1
  at(0x5002'1118u) = 0;                                                // CPUWAIT
#else
  at(0x400f'e104u) = ~0u; // clocks of the peripherals, RCGC1 and RCGC2
  at(0x400f'e108u) = ~0u;
#endif
  run(0);
}

#define EIGHT(f) f, f, f, f, f, f, f, f
#define TABLE(stack, reset)                                                                        \
  {&stack,   reinterpret_cast<const void *>(reset),                                                \
   F,        F,                                                                                    \
   F,        F,                                                                                    \
   F,        nullptr,                                                                              \
   nullptr,  nullptr,                                                                              \
   nullptr,  F,                                                                                    \
   F,        nullptr,                                                                              \
   F,        reinterpret_cast<const void *>(ambit_systick),                                        \
   EIGHT(L), EIGHT(L),                                                                             \
   EIGHT(L), EIGHT(L),                                                                             \
   EIGHT(L), EIGHT(L),                                                                             \
   EIGHT(L), EIGHT(L)}
#define F reinterpret_cast<const void *>(ambit_fault)
#define L reinterpret_cast<const void *>(ambit_line)
extern "C"
    [[gnu::section(".vectors"), gnu::used]] const void *const ambit_vectors[16 + line_count] =
        TABLE(__stack_top, ambit_reset);
#if AMBIT_CORES > 1
extern "C"
    [[gnu::section(".vectors1"), gnu::used]] const void *const ambit_vectors_1[16 + line_count] =
        TABLE(__stack1_top, ambit_reset_1);
#endif
