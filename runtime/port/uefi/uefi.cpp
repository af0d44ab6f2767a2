//===- uefi.cpp - start-up, levels, time and console of the UEFI port -*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//===----------------------------------------------------------------------===//

#include "../freestanding/decimal.hpp"
#include "ambit/alarm.hpp"
#include "board.hpp"

using ambit::port;

efi::system_table *board::system;
efi::handle board::image;
extern "C" int _fltused = 0; // the linker asks for it where floating point is used

namespace {

efi::boot_services *boot;
efi::event alarm_event;
bool left = false; // ExitBootServices was called
void (*write_after)(const char *) = nullptr;
std::uint64_t start, scale; // ticks = (counter - start) * scale / 2^32

std::uint64_t counter() {
#if defined(__x86_64__)
  return __builtin_readcyclecounter();
#else
  std::uint64_t value;
  asm volatile("isb\n mrs %0, cntvct_el0" : "=r"(value)::"memory");
  return value;
#endif
}

std::uint64_t counter_frequency() {
#if defined(__x86_64__)
  std::uint64_t before = counter();
  boot->stall(10'000);
  return (counter() - before) * 100;
#else
  std::uint64_t value;
  asm volatile("mrs %0, cntfrq_el0" : "=r"(value));
  return value;
#endif
}

void on_alarm(efi::event, void *) { ambit::alarm_interrupt(); }

} // namespace

efi::tpl port::level() noexcept {
  if (left)
    return efi::application;
  efi::tpl now = boot->raise_tpl(31);
  boot->restore_tpl(now);
  return now;
}

port::irq_state port::mask() noexcept {
  return left ? efi::application : boot->raise_tpl(efi::notify);
}
void port::unmask(irq_state before) noexcept {
  if (!left)
    boot->restore_tpl(before);
}

port::ceiling_state port::raise(unsigned wanted) noexcept {
  efi::tpl before = level();
  if (before < wanted && !left)
    boot->raise_tpl(wanted);
  return before;
}
void port::lower(ceiling_state before) noexcept { unmask(before); }

std::uint64_t port::now() noexcept {
  return static_cast<std::uint64_t>(static_cast<unsigned __int128>(counter() - start) * scale >>
                                    32);
}

void port::alarm_at(std::uint64_t when) noexcept {
  if (left)
    return;
  if (when == ambit::no_alarm) {
    boot->set_timer(alarm_event, efi::timer_delay::cancel, 0);
    return;
  }
  std::uint64_t at = now();
  boot->set_timer(alarm_event, efi::timer_delay::relative,
                  when > at ? when - at : 1); // 0 would mean the next tick
}

void port::panic(const char *what) noexcept {
  board::print("panic: ");
  board::print(what);
  board::print("\n");
  board::exit(99);
}

namespace board {

void print_after(void (*write)(const char *)) { write_after = write; }

void leave_boot_services() {
  if (left)
    return;
  boot->close_event(alarm_event);
  left = true;
}

void print(const char *text) {
  if (left) {
    if (write_after != nullptr)
      write_after(text);
    return;
  }
  char16_t line[128];
  while (*text != 0) {
    std::size_t n = 0;
    for (; *text != 0 && n < 125; ++text) {
      if (*text == '\n')
        line[n++] = u'\r';
      line[n++] = static_cast<char16_t>(*text);
    }
    line[n] = 0;
    system->console_out->output_string(system->console_out, line);
  }
}

void print(std::uint32_t number) {
  char text[11];
  print(decimal(number, text));
}

void exit(int status) {
  if (status != 0) {
    print("status ");
    print(static_cast<std::uint32_t>(status));
    print("\n");
  }
  system->runtime->reset_system(2, efi::success, 0, nullptr); // EfiResetShutdown
  while (true) {
  }
}

} // namespace board

extern "C" efi::status efi_main(efi::handle image, efi::system_table *system) {
  board::image = image;
  board::system = system;
  boot = system->boot;
  boot->set_watchdog_timer(0, 0, 0, nullptr);
  scale = (port::ticks_per_second << 32) / counter_frequency();
  start = counter();
  if (boot->create_event(efi::event_timer | efi::event_notify_signal, efi::notify, on_alarm,
                         nullptr, &alarm_event) != efi::success)
    port::panic("no event for the alarm");
  core_main(0);
  return efi::success;
}
