//===- board.hpp - start-up, lines and console of the RISC-V `virt` machine -*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A program defines `core_main`, which every hart calls once hart 0 has set up memory.
//===----------------------------------------------------------------------===//

#ifndef AMBIT_PORT_RISCV_VIRT_BOARD_HPP
#define AMBIT_PORT_RISCV_VIRT_BOARD_HPP

#include "ambit/annotations.h"
#include <cstdint>

/// The program, on each core, interrupts unmasked. Returning sleeps for ever.
void core_main(unsigned core);

namespace board {

inline constexpr std::uintptr_t uart = 0x1000'0000;
inline constexpr std::uintptr_t clint = 0x0200'0000;
inline constexpr unsigned uart_line = 10;
inline constexpr unsigned timer_line = 0; // no line of the PLIC: the CLINT's timer of the core

/// Runs `handler(context)` for interrupt `line` of the PLIC, at `level`, on the calling core. A
/// core whose `timer_line` the program serves has no timers of the runtime any more. Callable from:
/// a thread, once per line.
void serve(unsigned line, unsigned level, void (*handler)(void *context) AMBIT_CALLED_IN_ISR,
           void *context AMBIT_CROSSES_ISR);

/// Writes to the console, busy. Callable from: one core at a time.
void print(const char *text);
void print(std::uint32_t number);

/// Ends the emulator with this status.
[[noreturn]] void exit(int status);

} // namespace board

#endif // AMBIT_PORT_RISCV_VIRT_BOARD_HPP
