//===- main.cpp -----------------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Firmware for two cores of QEMU's RISC-V `virt` machine. Core 0 measures, core 1 reports and
// serves the UART's interrupt; both write to the UART. `./run main.cpp` builds and runs it.
//
//===----------------------------------------------------------------------===//

#include "ambit/async_mutex.hpp"
#include "ambit/channel.hpp"
#include "ambit/core_executor.hpp"
#include "ambit/drivers/ns16550a.hpp"
#include "ambit/timer.hpp"
#include "board.hpp"
#include "line.h"

namespace {

struct reading {
  unsigned number, value;
};

ambit::core_executor<> core_0{0}, core_1{1};

// The driver with a lock: its handler runs on core 1, tasks of both cores use it. One task writes
// at a time, so who writes takes a turn; what the turn guards is the number of lines.
ambit::locked_serial<ambit::ns16550a<>> uart{ambit::ns16550a<>{ambit::mmio{board::uart}}};
ambit::async_mutex<unsigned> lines;

// Between the cores. The sender waits while it is full.
ambit::channel<reading, 2> readings;

ambit::frame<1024> measure_frame, report_frame;
std::atomic<bool> serving{false};

ambit::task<> measure(ambit::frame<1024> &) {
  {
    auto turn = co_await lines.lock();
    co_await uart.write(line("measuring on core ", ambit::port::core()).bytes());
    ++*turn;
  }
  for (unsigned n = 1; n <= 3; ++n) {
    co_await ambit::after(ambit::milliseconds(10));
    co_await readings.send({n, n * n});
  }
  readings.close();
}

ambit::task<> report(ambit::frame<1024> &) {
  while (auto r = co_await readings.receive()) {
    auto turn = co_await lines.lock();
    co_await uart.write(line("reading ", r->number, " is ", r->value).bytes());
    ++*turn;
  }
  auto turn = co_await lines.lock();
  co_await uart.write(line("lines before this: ", *turn).bytes());
  while (uart.write_blocking({}, ambit::no_alarm) != 0) {
  }
  board::exit(0);
}

AMBIT_RUNS_ON(0) void main_0() {
  while (!serving)
    ambit::port::relax();
  core_0.spawner().spawn(measure_frame, measure);
  core_0.run();
}

AMBIT_RUNS_ON(1) void main_1() {
  ambit::ns16550a<>{ambit::mmio{board::uart}}.start(0);
  board::serve(board::uart_line, 3, [](void *) { uart.on_interrupt(); }, nullptr);
  uart.start_async();
  serving = true;
  core_1.spawner().spawn(report_frame, report);
  core_1.run();
}

} // namespace

// Each core comes here when its start-up code is done.
void core_main(unsigned core) { core == 0 ? main_0() : main_1(); }
