//===- wrong.cpp ----------------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The same with the driver that has no lock: it is bound to the core that serves its interrupt, and
// core 0 uses it. Ambit says so where it is used (expected.txt); at run time, in a debug build, the
// driver does.
//
//===----------------------------------------------------------------------===//

#include "ambit/core_executor.hpp"
#include "ambit/drivers/ns16550a.hpp"
#include "board.hpp"
#include "line.h"

namespace {

ambit::core_executor<> core_0{0}, core_1{1};
ambit::core_bound_serial<ambit::ns16550a<>> uart{ambit::ns16550a<>{ambit::mmio{board::uart}}};
ambit::frame<512> measure_frame;
std::atomic<bool> serving{false};

AMBIT_RUNS_ON(1) void main_1() {
  ambit::ns16550a<>{ambit::mmio{board::uart}}.start(0);
  board::serve(board::uart_line, 3, [](void *) { uart.on_interrupt(); }, nullptr);
  uart.start_async();
  serving = true;
  core_1.run();
}

ambit::task<> measure(ambit::frame<512> &) {
  co_await uart.write(line("measuring on core ", ambit::port::core()).bytes());
  board::exit(0);
}

AMBIT_RUNS_ON(0) void main_0() {
  while (!serving)
    ambit::port::relax();
  core_0.spawner().spawn(measure_frame, measure);
  core_0.run();
}

} // namespace

// Each core comes here when its start-up code is done.
void core_main(unsigned core) { core == 0 ? main_0() : main_1(); }
