//===- uart_riscv.cpp - the NS16550A of the RISC-V machine, by interrupts served on one core, used from another -*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//===----------------------------------------------------------------------===//

#include "ambit/core_executor.hpp"
#include "ambit/drivers/ns16550a.hpp"
#include "ambit/timeout.hpp"
#include "board.hpp"

using namespace ambit;

namespace {

core_executor<> home{1}, other{0};
locked_serial<ns16550a<>> uart{ns16550a<>{mmio{board::uart}}};
frame<1024> user_frame;
std::atomic<bool> serving{false};

std::span<const std::uint8_t> bytes(const char *text, std::size_t size) {
  return {reinterpret_cast<const std::uint8_t *>(text), size};
}

task<> user(frame<1024> &) {
  static const char ask[] = "say something\n";
  co_await uart.write(bytes(ask, sizeof ask - 1));
  static std::uint8_t line[64];
  std::size_t n = 0;
  while (n < sizeof line && (n == 0 || line[n - 1] != '\n')) {
    auto got = co_await timeout(seconds(5), uart.read(std::span(line).subspan(n)));
    if (!got) {
      board::print("nothing came\n");
      board::exit(1);
    }
    n += *got;
  }
  static const char you[] = "you said: ";
  co_await uart.write(bytes(you, sizeof you - 1));
  co_await uart.write(std::span<const std::uint8_t>(line, n));
  bool silent = !(co_await timeout(milliseconds(5), uart.read(line))).has_value();
  while (uart.write_blocking({}, no_alarm) != 0) {
  }
  board::print(silent ? "and no more\n" : "and more\n");
  board::print(uart.home() == 1 ? "served on core 1\n" : "served elsewhere\n");
  board::exit(0);
}

} // namespace

void core_main(unsigned core) {
  if (core == 1) {
    ns16550a<>{mmio{board::uart}}.start(0);
    board::serve(board::uart_line, 3, [](void *) { uart.on_interrupt(); }, nullptr);
    uart.start_async();
    serving = true;
    home.run();
  }
  if (core == 0) {
    while (!serving)
      port::relax();
    other.spawner().spawn(user_frame, user);
    other.run();
  }
}
