//===- timer_riscv.cpp - comparators of the CLINT as drivers ----*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Core 1 serves its comparator for core 0, core 2 has its own for itself.
//===----------------------------------------------------------------------===//

#include "ambit/core_executor.hpp"
#include "ambit/drivers/clint.hpp"
#include "ambit/signal.hpp"
#include "ambit/timeout.hpp"
#include "board.hpp"

using namespace ambit;

namespace {

core_executor<> user{0}, server{1}, owner{2};
locked_timer<clint<>> shared{clint<>{mmio{board::clint}, 1}};
core_bound_timer<clint<>> own{clint<>{mmio{board::clint}, 2}};
frame<1024> user_frame, owner_frame;
std::atomic<unsigned> ready{0};
signal<bool> owner_done;

void say(const char *what, bool right) {
  board::print(what);
  board::print(right ? ": yes\n" : ": no\n");
}

task<> owns(frame<1024> &) {
  bool right = true;
  for (int i = 0; i < 10; ++i) {
    std::uint64_t when = own.now() + milliseconds(1);
    co_await own.until(when);
    right = right && port::now() >= when;
  }
  owner_done.set(right);
}

task<> uses(frame<1024> &) {
  bool right = true;
  for (int i = 0; i < 10; ++i) {
    std::uint64_t when = shared.now() + milliseconds(1);
    co_await shared.until(when);
    right = right && port::now() >= when;
  }
  say("another core's comparator", right && shared.home() == 1);
  say("given up", !(co_await timeout(milliseconds(5), shared.after(seconds(1000)))).has_value());
  co_await shared.after(milliseconds(1));
  say("used again", true);
  say("without interrupts", shared.wait_blocking(shared.now() + milliseconds(1), no_alarm));
  say("one's own comparator", co_await owner_done.wait());
  board::exit(0);
}

} // namespace

void core_main(unsigned core) {
  if (core == 1) {
    board::serve(board::timer_line, 1, [](void *) { shared.on_interrupt(); }, nullptr);
    shared.start_async();
    ready.fetch_add(1);
    server.run();
  } else if (core == 2) {
    board::serve(board::timer_line, 1, [](void *) { own.on_interrupt(); }, nullptr);
    own.start_async();
    owner.spawner().spawn(owner_frame, owns);
    ready.fetch_add(1);
    owner.run();
  } else if (core == 0) {
    while (ready != 2)
      port::relax();
    user.spawner().spawn(user_frame, uses);
    user.run();
  }
}
