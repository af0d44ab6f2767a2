//===- ambit_port.hpp - QEMU's RISC-V `virt` machine, in M-mode without firmware -*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A program of its own on each hart. hart.hpp says what the members do.
//===----------------------------------------------------------------------===//

#ifndef AMBIT_PORT_RISCV_VIRT_HPP
#define AMBIT_PORT_RISCV_VIRT_HPP

#include "hart.hpp"

namespace ambit {

struct port : riscv_hart {};

} // namespace ambit

#endif // AMBIT_PORT_RISCV_VIRT_HPP
