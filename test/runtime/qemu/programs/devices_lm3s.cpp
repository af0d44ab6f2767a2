//===- devices_lm3s.cpp - the devices of the lm3s6965evb, by interrupts -*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//===----------------------------------------------------------------------===//

#include "ambit/core_executor.hpp"
#include "ambit/drivers/lm3s_i2c.hpp"
#include "ambit/drivers/pl011.hpp"
#include "ambit/drivers/pl022.hpp"
#include "ambit/timeout.hpp"
#include "board.hpp"

using namespace ambit;

namespace {

core_executor<> exec{0};
core_bound_serial<pl011<>> uart{pl011<>{mmio{board::uart}}};
core_bound_lm3s_i2c<> i2c{mmio{board::i2c}};
core_bound_pl022<> spi{mmio{board::spi}};
frame<1536> program_frame;

void say(const char *what, unsigned value) {
  board::print(what);
  board::print(": ");
  board::print(value);
  board::print("\n");
}

task<> program(frame<1536> &) {
  // The EEPROM at 0x50: an address of two bytes, then data; or an address, then a repeated start and a read.
  static const std::uint8_t data[] = {0, 0x10, 11, 22, 33}, at_10[] = {0, 0x10};
  static std::uint8_t back[3];
  tick until = port::now() + seconds(5);
  say("i2c write", static_cast<unsigned>(co_await i2c.transfer(0x50, data, {}, until)));
  say("i2c read", static_cast<unsigned>(co_await i2c.transfer(0x50, at_10, back, until)));
  say("sum", back[0] + back[1] + back[2]);
  say("i2c nobody", static_cast<unsigned>(co_await i2c.transfer(0x22, data, {}, port::now() + milliseconds(20))));
  say("i2c again", static_cast<unsigned>(co_await i2c.transfer(0x50, at_10, back, until)));

  static std::uint8_t out[20], in[20];
  for (auto &byte : out)
    byte = 0xe3; // what the display at this port takes for nothing to do
  auto done = co_await timeout(seconds(2), spi.transfer(out, in));
  say("spi transfer", done.has_value());

  static const std::uint8_t text[] = {'o', 'u', 't', ' ', 'b', 'y', ' ', 'i', 'r', 'q', '\n'};
  co_await uart.write(text);
  static std::uint8_t line[32];
  std::size_t n = 0;
  while (n == 0 || line[n - 1] != '\n') {
    auto got = co_await timeout(seconds(5), uart.read(std::span(line).subspan(n)));
    if (!got)
      break;
    n += *got;
  }
  say("uart received", static_cast<unsigned>(n));
  uart.stop_async();
  board::print("end\n");
  board::exit(0);
}

} // namespace

void core_main(unsigned) {
  pl011<>{mmio{board::uart}}.start(0, 0);
  i2c.start(9);
  spi.start(2);
  board::serve(board::uart_line, 2, [](void *) { uart.on_interrupt(); }, nullptr);
  board::serve(board::i2c_line, 2, [](void *) { i2c.on_interrupt(); }, nullptr);
  board::serve(board::spi_line, 2, [](void *) { spi.on_interrupt(); }, nullptr);
  uart.start_async();
  exec.spawner().spawn(program_frame, program);
  exec.run();
}
