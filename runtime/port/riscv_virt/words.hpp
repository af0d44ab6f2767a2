//===- words.hpp ----------------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// How wide a register is in memory, for the assembly of the start-up code and of mini_smp's change
// of threads.
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_PORT_RISCV_VIRT_WORDS_HPP
#define AMBIT_PORT_RISCV_VIRT_WORDS_HPP

#if __riscv_xlen == 64
#define LOAD "ld "
#define STORE "sd "
#define WORD "8"
#else
#define LOAD "lw "
#define STORE "sw "
#define WORD "4"
#endif

/// One register to or from word `n` of the stack.
#define EACH(op, reg, n) "  " op reg ", " #n "*" WORD "(sp)\n"

#endif // AMBIT_PORT_RISCV_VIRT_WORDS_HPP
