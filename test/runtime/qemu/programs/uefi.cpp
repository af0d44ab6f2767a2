//===- uefi.cpp - tasks on UEFI's events ------------------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//===----------------------------------------------------------------------===//

#include "ambit/ceiling_lock.hpp"
#include "ambit/select.hpp"
#include "ambit/signal.hpp"
#include "ambit/timeout.hpp"
#include "uefi_executor.hpp"

using namespace ambit;

namespace {

uefi_executor exec;
frame<2048> main_frame;
join_frame<1024> ticker_frame, aps_frame;
signal<> notified;
unsigned notifications = 0;
std::atomic<std::uint32_t> on_aps{0};
alignas(8) unsigned char memory_map[64 * 1024];

void say(const char *what, unsigned value) {
  board::print(what);
  board::print(": ");
  board::print(value);
  board::print("\n");
}

void on_notify(efi::event, void *) {
  ++notifications;
  notified.set();
}

task<unsigned> ticker(join_frame<1024> &) {
  uefi_event timer(exec, efi::event_timer);
  timer.every(milliseconds(10));
  unsigned n = 0;
  for (; n < 5; ++n)
    co_await timer.next();
  co_return n;
}

void on_ap(void *) {
  for (unsigned i = 0; i < 1000; ++i)
    on_aps.fetch_add(1, std::memory_order_relaxed);
}

task<unsigned> all_aps(join_frame<1024> &) {
  efi::mp_services *mp = nullptr;
  board::system->boot->locate_protocol(&efi::mp_services_guid, nullptr, reinterpret_cast<void **>(&mp));
  std::size_t all = 1, enabled = 1;
  if (mp == nullptr)
    co_return 1;
  mp->get_number_of_processors(mp, &all, &enabled);
  uefi_event done(exec);
  if (mp->startup_all_aps(mp, on_ap, 0, done.get(), 0, nullptr, nullptr) == efi::success)
    co_await done.next();
  co_return on_aps == 1000 * (enabled - 1);
}

task<> program(frame<2048> &) {
  auto t = exec.spawner().spawn(ticker_frame, ticker);
  auto a = exec.spawner().spawn(aps_frame, all_aps);
  say("ticks", *co_await t.join());
  say("every other processor ran", *co_await a.join());

  tick start = port::now();
  co_await after(milliseconds(30));
  say("a timer", port::now() - start >= milliseconds(30));

  {
    uefi_event never(exec);
    say("events now", static_cast<unsigned>(exec.events()));
    say("given up", !(co_await timeout(milliseconds(20), never.next())).has_value());
    efi::status s = exec.exit_boot_services(memory_map, sizeof memory_map);
    if (s == efi::success)
      board::exit(1);
    say("refused while a future lives", s == efi::not_ready);
  }
  say("events after", static_cast<unsigned>(exec.events()));

  efi::event e;
  board::system->boot->create_event(efi::event_notify_signal, efi::callback, on_notify, nullptr, &e);
  ceiling_lock<8> ceiling;
  {
    guard held(ceiling);
    board::system->boot->signal_event(e);
    say("notified under its ceiling", notifications);
  }
  say("notified afterwards", notifications);
  co_await notified.wait();
  board::system->boot->close_event(e);
  exec.stop();
}

} // namespace

void core_main(unsigned) {
  board::print("begin\n");
  exec.spawner().spawn(program(main_frame));
  exec.run();
  say("events at the end", static_cast<unsigned>(exec.events()));
  board::print("end\n");
  if (exec.exit_boot_services(memory_map, sizeof memory_map) != efi::success)
    board::print("ExitBootServices failed\n");
  board::exit(0);
}
