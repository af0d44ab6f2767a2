//===- timer_an521.cpp - SysTick and the SSE-200's timer as drivers -*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Core 0 serves TIMER0 and waits for it, as core 1 does in turn; core 1 has its SysTick for itself.
//===----------------------------------------------------------------------===//

#include "ambit/channel.hpp"
#include "ambit/core_executor.hpp"
#include "ambit/drivers/cmsdk_timer.hpp"
#include "ambit/drivers/systick.hpp"
#include "ambit/timeout.hpp"
#include "board.hpp"

using namespace ambit;

namespace {

constexpr std::uint64_t clock = 20'000'000;

core_executor<> first{0}, second{1};
std::optional<locked_timer<cmsdk_timer<>>> shared;
std::optional<core_bound_timer<systick<>>> own;
frame<1024> first_frame, second_frame;
std::atomic<bool> ready{false};
channel<bool, 4> results;

void say(const char *what, bool right) {
  board::print(what);
  board::print(right ? ": yes\n" : ": no\n");
}

/// Whether ten waits of 2 ms each end, and none before its moment. (Not compared with `port::now`: a busy emulator loses
/// SysTicks.)
template <class Timer> task<bool> ten_waits(frame<512> &, Timer &timer) {
  bool right = true;
  for (int i = 0; i < 10; ++i) {
    std::uint64_t when = timer.now() + clock / 500;
    co_await timer.until(when);
    right = right && timer.now() >= when;
  }
  co_return right;
}
frame<512> waits_first, waits_second;

task<> on_second(frame<1024> &) {
  co_await results.send(co_await ten_waits(waits_second, *own));
  co_await results.send(co_await ten_waits(waits_second, *shared));
}

task<> on_first(frame<1024> &) {
  say("SysTick", *co_await results.receive());
  say("TIMER0 on another core", *co_await results.receive());
  say("TIMER0 on its own", co_await ten_waits(waits_first, *shared));
  say("given up", !(co_await timeout(milliseconds(5), shared->after(clock * 1000))).has_value());
  say("used again", co_await ten_waits(waits_first, *shared));
  say("without interrupts", shared->wait_blocking(shared->now() + clock / 1000, no_alarm));
  board::exit(0);
}

} // namespace

void core_main(unsigned core) {
  if (core == 0) {
    cmsdk_timer<> device{mmio{board::timer0}};
    device.start();
    shared.emplace(device);
    shared->start_async();
    board::serve(board::timer0_line, 2, [](void *) { shared->on_interrupt(); }, nullptr);
    first.spawner().spawn(first_frame, on_first);
    ready = true;
    first.run();
  }
  while (!ready)
    port::relax();
  systick<> device{mmio{board::systick}};
  device.start();
  own.emplace(device);
  own->start_async();
  board::serve(board::systick_line, 2, [](void *) { own->on_interrupt(); }, nullptr);
  second.spawner().spawn(second_frame, on_second);
  second.run();
}
