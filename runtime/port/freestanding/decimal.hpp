//===- decimal.hpp ----------------------------------------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Numbers as text, for the consoles of the ports.
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_PORT_FREESTANDING_DECIMAL_HPP
#define AMBIT_PORT_FREESTANDING_DECIMAL_HPP

#include <cstdint>

namespace board {

/// The decimal digits of `number`, at the end of `text`. Callable from: any context.
inline const char *decimal(std::uint32_t number, char (&text)[11]) noexcept {
  char *p = text + 10;
  *p = 0;
  do
    *--p = static_cast<char>('0' + number % 10);
  while ((number /= 10) != 0);
  return p;
}

} // namespace board

#endif // AMBIT_PORT_FREESTANDING_DECIMAL_HPP
