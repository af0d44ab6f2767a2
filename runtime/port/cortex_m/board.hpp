//===- board.hpp - start-up, lines and console of the Cortex-M boards -*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A program defines `core_main`, which every core calls once core 0 has set up memory. The console
// and the end are Arm semihosting.
//===----------------------------------------------------------------------===//

#ifndef AMBIT_PORT_CORTEX_M_BOARD_HPP
#define AMBIT_PORT_CORTEX_M_BOARD_HPP

#include "ambit/annotations.h"
#include <cstdint>

/// The program, on each core, interrupts unmasked. Returning sleeps for ever.
void core_main(unsigned core);

namespace board {

/// The SysTick of the calling core, as if it were a line of the NVIC. Core 0's counts the time and
/// is not to be had.
inline constexpr unsigned systick_line = 64;
inline constexpr std::uintptr_t systick = 0xe000'e000;

// MPS2 AN521, secure alias
inline constexpr std::uintptr_t timer0 = 0x5000'0000;
inline constexpr unsigned timer0_line = 3;

// LM3S6965
inline constexpr std::uintptr_t uart = 0x4000'c000, spi = 0x4000'8000, i2c = 0x4002'0000,
                                gpio_a = 0x4000'4000;
inline constexpr unsigned gpio_a_line = 0, uart_line = 5, spi_line = 7, i2c_line = 8;

/// Runs `handler(context)` for interrupt `line` of the NVIC, at `level`, on the calling core. A
/// core whose SysTick the program serves has no timers of the runtime any more. Callable from: a
/// thread, once per line.
void serve(unsigned line, unsigned level, void (*handler)(void *context) AMBIT_CALLED_IN_ISR,
           void *context AMBIT_CROSSES_ISR);

/// Makes `line` pending on the calling core. Callable from: any context.
void pend(unsigned line) noexcept;

/// Writes to the console. Callable from: one core at a time.
void print(const char *text);
void print(std::uint32_t number);

/// Ends the emulator with this status.
[[noreturn]] void exit(int status);

} // namespace board

#endif // AMBIT_PORT_CORTEX_M_BOARD_HPP
