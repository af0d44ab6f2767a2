//===- levels_cortex_m.cpp - ceilings and an executor at an interrupt's level -*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//===----------------------------------------------------------------------===//

#include "ambit/ceiling_lock.hpp"
#include "ambit/core_executor.hpp"
#include "ambit/interrupt_executor.hpp"
#include "ambit/irq_lock.hpp"
#include "ambit/signal.hpp"
#include "board.hpp"

using namespace ambit;

namespace {

constexpr unsigned low_line = 41, high_line = 40, exec_line = 42; // lines no device uses

char events[64];
std::atomic<unsigned> count{0};
void note(char c) { events[count.fetch_add(1)] = c; }

interrupt_executor<> urgent{[]() noexcept { board::pend(exec_line); }};
signal<> go;
frame<256> urgent_frame;
ceiling_lock<3> ceiling;

task<> urgent_task(frame<256> &) {
  while (true) {
    co_await go.wait();
    note(port::in_isr() ? 'U' : '?');
  }
}

void show(const char *what) {
  events[count] = 0;
  board::print(what);
  board::print(": ");
  board::print(events);
  board::print("\n");
  count = 0;
}

} // namespace

void core_main(unsigned core) {
  if (core != 0)
    return;
  board::serve(low_line, 2, [](void *) { note('l'); }, nullptr);
  board::serve(high_line, 5, [](void *) { note('h'); }, nullptr);
  board::serve(exec_line, 3, [](void *) { urgent.on_interrupt(); }, nullptr);
  urgent.remote().spawn(urgent_frame, urgent_task);

  {
    guard held(ceiling);
    board::pend(low_line);
    board::pend(high_line);
    note('s');
  }
  show("under a ceiling of 3, level 5 comes at once, level 2 afterwards");

  go.set();
  note('s');
  show("a task at level 3 preempts");

  {
    guard held(ceiling);
    go.set();
    note('s');
  }
  show("but not a section with its ceiling");

  {
    irq_lock all;
    guard held(all);
    board::pend(high_line);
    go.set();
    note('s');
  }
  show("a mask keeps out all, then the higher comes first");
  board::exit(0);
}
