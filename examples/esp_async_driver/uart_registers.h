// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// The registers of the UART that both drivers use.

#pragma once

#include <cstdint>

inline volatile std::uint32_t &uart_register(std::uintptr_t offset) {
  return *reinterpret_cast<volatile std::uint32_t *>(0x3ff50000 + offset);
}

inline void put(std::uint8_t byte) { uart_register(0x00) = byte; }
inline void enable_transmit_interrupt() { uart_register(0x0c) = 2; }
inline void disable_transmit_interrupt() { uart_register(0x0c) = 0; }
