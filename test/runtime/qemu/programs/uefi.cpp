//===- uefi.cpp - tasks on UEFI's events ------------------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The executor calls boot services through a table that counts: each event is closed, once. AMBIT_ROUNDS says how often it
// does all of it: booting takes longer.
//===----------------------------------------------------------------------===//

#include "ambit/ceiling_lock.hpp"
#include "ambit/select.hpp"
#include "ambit/signal.hpp"
#include "ambit/timeout.hpp"
#include "uefi_aps.hpp"

#ifndef AMBIT_ROUNDS
#define AMBIT_ROUNDS 1
#endif

using namespace ambit;

namespace {

uefi_executor exec;
frame<4096> main_frame;
join_frame<1024> ticker_frame, aps_frame, waiter_frame;
signal<> notified;
unsigned notifications = 0;
std::atomic<std::uint32_t> on_aps{0};
std::atomic<bool> hold_aps{false};
alignas(8) unsigned char memory_map[64 * 1024];
constexpr tick stuck = milliseconds(AMBIT_ROUNDS > 1 ? 100 : 300); // how long processors that are not let go spin

void say(const char *what, unsigned value) {
  board::print(what);
  board::print(": ");
  board::print(value);
  board::print("\n");
}

// What the executor takes for boot services.
efi::boot_services *firmware;
efi::boot_services counting;
efi::system_table system_table;
efi::event open_events[32];
unsigned opened = 0, closed = 0, closed_twice = 0;

efi::status create(std::uint32_t type, efi::tpl level, efi::notify_function f, void *context, efi::event *e) {
  efi::status s = firmware->create_event(type, level, f, context, e);
  if (s == efi::success)
    open_events[opened++ % 32] = *e;
  return s;
}
efi::status close(efi::event e) {
  for (auto &known : open_events)
    if (known == e) {
      known = nullptr;
      ++closed;
      return firmware->close_event(e);
    }
  ++closed_twice;
  return efi::invalid_parameter;
}
void count_calls() {
  firmware = board::system->boot;
  counting = *firmware;
  counting.create_event = create;
  counting.close_event = close;
  system_table = *board::system;
  system_table.boot = &counting;
  board::system = &system_table;
}

void on_notify(efi::event, void *) {
  ++notifications;
  notified.set();
}

void on_notify_signal(efi::event, void *future) { static_cast<uefi_event *>(future)->signal(); }

task<unsigned> ticker(join_frame<1024> &) {
  uefi_event timer(exec, efi::event_timer);
  timer.every(milliseconds(10));
  unsigned n = 0;
  for (; n < 5; ++n)
    co_await timer.next();
  co_return n;
}

void on_ap(void *) {
  while (hold_aps)
    port::relax();
  for (unsigned i = 0; i < 1000; ++i)
    on_aps.fetch_add(1, std::memory_order_relaxed);
}

// Where the firmware has no service for it, all is as it should be.
task<> all_aps(join_frame<1024> &) {
  efi::mp_services *mp = nullptr;
  board::system->boot->locate_protocol(&efi::mp_services_guid, nullptr, reinterpret_cast<void **>(&mp));
  std::size_t all = 1, enabled = 1;
  if (mp != nullptr)
    mp->get_number_of_processors(mp, &all, &enabled);
  bool some = enabled > 1;
  efi::status s = some ? co_await on_all_aps(exec, *mp, on_ap, nullptr, seconds(2)) : efi::success;
  say("every other processor ran", s == efi::success && on_aps == 1000 * (enabled - 1));

  on_aps = 0;
  hold_aps = true;
  if (some) {
    // Nobody lets them go: they are stopped, at the latest when the patience is over.
    auto end = co_await timeout(milliseconds(20), on_all_aps(exec, *mp, on_ap, nullptr, stuck));
    say("abandoned, they are waited for", (!end || *end == efi::timeout) && on_aps == 0); // a busy host may be that late
    s = co_await on_all_aps(exec, *mp, on_ap, nullptr, milliseconds(50));
    say("stopped when their time is over", s == efi::timeout);
    hold_aps = false;
    s = co_await on_all_aps(exec, *mp, on_ap, nullptr, seconds(2));
    say("and used again", s == efi::success && on_aps == 1000 * (enabled - 1));
  } else {
    say("abandoned, they are waited for", 1);
    say("stopped when their time is over", 1);
    say("and used again", 1);
  }
}

task<> program(frame<4096> &) {
  auto t = exec.spawner().spawn(ticker_frame, ticker);
  auto a = exec.spawner().spawn(aps_frame, all_aps);
  co_await a.join();
  say("ticks", *co_await t.join());

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

  // Cancelled where it waits: its event goes with it.
  auto w = exec.spawner().spawn(waiter_frame, [](join_frame<1024> &) -> task<> {
    uefi_event never(exec);
    co_await never.next();
  });
  co_await yield();
  say("events of a waiting task", static_cast<unsigned>(exec.events()));
  w.cancel();
  say("cancelled", !co_await w.join() && exec.events() == 0);

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

  {
    uefi_event completed(exec);
    board::system->boot->create_event(efi::event_notify_signal, efi::notify, on_notify_signal, &completed, &e);
    board::system->boot->signal_event(e);
    co_await completed.next();
    board::system->boot->close_event(e);
  }
  board::print("a notification completed a future\n");
  exec.stop();
}

} // namespace

void core_main(unsigned) {
  board::print("begin\n");
  count_calls();
  for (unsigned i = 0; i < AMBIT_ROUNDS; ++i) {
    notifications = 0;
    on_aps = 0;
    exec.spawner().spawn(program(main_frame));
    exec.run();
    say("events at the end", static_cast<unsigned>(exec.events()));
    say("each closed", opened == closed);
    say("once", closed_twice == 0);
  }
  board::print("end\n");
  if (exec.exit_boot_services(memory_map, sizeof memory_map) != efi::success)
    board::print("ExitBootServices failed\n");
  board::exit(0);
}
