//===- moved.cpp - a core-bound driver in a thread that is moved -*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Wrong, and caught by the driver's debug check. test/runtime_fail/moved-driver.cpp has the same mistake caught before it runs.
//===----------------------------------------------------------------------===//

#include "ambit/drivers/ns16550a.hpp"
#include "board.hpp"
#include "mini_smp.hpp"

using namespace ambit;

namespace {

core_bound_serial<ns16550a<>> uart{ns16550a<>{mmio{board::uart}}};
mini_smp::thread thread;
alignas(16) unsigned char stack[8192];

void write(const char *text, std::size_t size) {
  uart.write_blocking({reinterpret_cast<const std::uint8_t *>(text), size}, port::now() + ambit::port::ticks_per_second);
}

void work(void *) {
  mini_smp::move_to(1);
  write("at home\n", 8);
  mini_smp::move_to(2);
  write("never seen\n", 11);
  board::print("not caught\n");
  board::exit(0);
}

} // namespace

void core_main(unsigned core) {
  if (core == 0)
    thread.start(stack, work, nullptr);
  mini_smp::run();
}
