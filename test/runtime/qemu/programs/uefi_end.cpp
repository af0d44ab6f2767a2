//===- uefi_end.cpp - what the UEFI executor says after ExitBootServices -*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Wrong on purpose: it runs the executor again. The console is gone then; the serial port tells.
//===----------------------------------------------------------------------===//

#include "ambit/drivers/pl011.hpp"
#include "ambit/signal.hpp"
#include "ambit/timer.hpp"
#include "uefi_executor.hpp"

using namespace ambit;

namespace {

uefi_executor exec;
join_frame<1024> sleeper_frame;
frame<1024> program_frame;
alignas(8) unsigned char memory_map[64 * 1024];

#if defined(__x86_64__)
void put(char c) { asm volatile("outb %0, %1" ::"a"(c), "d"(static_cast<unsigned short>(0x3f8))); }
#else
void put(char c) {
  pl011<> uart{mmio{0x0900'0000}};
  while (!uart.can_write())
    port::relax();
  uart.put(static_cast<std::uint8_t>(c));
}
#endif

void write_serial(const char *text) {
  for (; *text != 0; ++text)
    put(*text);
}

void say(const char *what, bool right) {
  board::print(what);
  board::print(right ? ": yes\n" : ": no\n");
}

task<> sleeper(join_frame<1024> &) { co_await after(seconds(1000)); }

task<> program(frame<1024> &) {
  auto s = exec.spawner().spawn(sleeper_frame, sleeper);
  co_await yield();
  exec.stop();
  co_await after(milliseconds(1)); // goes on in the second run
  s.cancel();
  co_await s.join();
  exec.stop();
}

} // namespace

void core_main(unsigned) {
  board::print("begin\n");
  exec.spawner().spawn(program(program_frame));
  exec.run();
  efi::status s = exec.exit_boot_services(memory_map, sizeof memory_map);
  if (s == efi::success)
    board::exit(1);
  say("refused while a task sleeps", s == efi::not_ready);
  exec.run();
  say("nothing left", exec.events() == 0 && sleeper_frame.vacant());
  board::print_after(write_serial);
  if (exec.exit_boot_services(memory_map, sizeof memory_map) != efi::success)
    board::exit(1);
  say("boot services have ended", board::system->boot == nullptr);
  irq_lock lock;
  {
    guard held(lock); // harmless
  }
  AMBIT_UNCHECKED("this is what the executor has to refuse")
  exec.run();
}
