//===- wakes.cpp - wake-ups by handlers and other cores, each of which has to be answered -*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Tasks of all cores send numbers to a task of core 0, through the handler of its timer and through queues, and wait for the
// answer: one lost wake-up stops the count. Queues are small, so that their ends wait for each other. AMBIT_WAKES says how
// many.
//
// It ends when all are answered and each core's handler was heard, however late the timers are: on a busy machine the emulator
// may run its processors for long before it looks at the time, and then all are answered before any handler ran. Handlers have
// to be heard more often than their queue holds, so that the task that hears them does not get there unless they wake it.
//===----------------------------------------------------------------------===//

#include "ambit/channel.hpp"
#include "ambit/core_executor.hpp"
#include "ambit/mpsc_queue.hpp"
#include "ambit/signal.hpp"
#include "ambit/timer.hpp"
#include "board.hpp"

#ifndef AMBIT_WAKES
#define AMBIT_WAKES 8000
#endif

using namespace ambit;

namespace {

constexpr unsigned cores = port::core_count;
constexpr tick interval = port::ticks_per_second / 1000; // seldom enough for an emulator on a busy machine
constexpr std::uint32_t each = AMBIT_WAKES / 2 / cores;
constexpr std::uint32_t places = 8, heard_enough = places / cores + 1; // of each core

core_executor<> execs[] = {
    core_executor<>{0},
#if AMBIT_CORES > 1
    core_executor<>{1},
#endif
#if AMBIT_CORES > 2
    core_executor<>{2}, core_executor<>{3},
#endif
};
static_assert(sizeof execs / sizeof execs[0] == cores);

channel<std::uint32_t, 4> to_first;
signal<> answers[cores];
mpsc_queue<std::uint32_t, places> from_handlers;
signal<> handler_sent;
frame<512> askers[cores], answerer_frame, drain_frame;
std::atomic<std::uint32_t> ready{0}, answered{0}, pulses{0}, seen{0};
std::atomic<bool> all_answered{false}, stop_pulses{false};

task<> asker(frame<512> &, unsigned me) {
  for (std::uint32_t i = 0; i < each; ++i) {
    co_await to_first.send(me);    // wakes core 0
    co_await answers[me].wait();   // and core 0 this
  }
}

task<> answerer(frame<512> &) {
  for (std::uint32_t i = 0; i < each * cores; ++i) {
    std::uint32_t from = *co_await to_first.receive();
    answers[from].set();
    answered.fetch_add(1, std::memory_order_relaxed);
  }
  all_answered = true;
  handler_sent.set();
}

// What the timer's handler sends meanwhile: the number of its core.
struct pulse : alarm {
  constexpr pulse() noexcept : alarm(fire) {}
  static void fire(alarm &a) noexcept {
    if (from_handlers.push(port::core())) {
      pulses.fetch_add(1, std::memory_order_relaxed);
      handler_sent.set();
    }
    if (!stop_pulses)
      a.arm(port::now() + interval);
  }
};
pulse pulses_of[cores];

task<> drain(frame<512> &) {
  std::uint32_t heard[cores] = {};
  unsigned missing = cores; // cores whose handler was not heard often enough
  while (!all_answered || missing != 0) {
    co_await handler_sent.wait();
    while (auto from = from_handlers.pop()) {
      seen.fetch_add(1, std::memory_order_relaxed);
      missing -= ++heard[*from] == heard_enough;
    }
  }
  stop_pulses = true;
  for (unsigned c = 0; c < cores; ++c)
    execs[c].stop();
}

void say(const char *what, bool right) {
  board::print(what);
  board::print(right ? ": yes\n" : ": no\n");
}

} // namespace

void core_main(unsigned core) {
  auto mine = execs[core].spawner();
  mine.spawn(askers[core], asker, core);
  if (core == 0) {
    mine.spawn(answerer_frame, answerer);
    mine.spawn(drain_frame, drain);
  }
  ready.fetch_add(1);
  while (ready != cores)
    port::relax();
  pulses_of[core].arm(port::now() + interval);
  execs[core].run();
  pulses_of[core].arm(no_alarm);
  ready.fetch_sub(1);
  if (core != 0)
    return;
  while (ready != 0)
    port::relax();
  while (from_handlers.pop())
    seen.fetch_add(1);
  say("every number was answered", answered == each * cores);
  say("what handlers sent was seen", seen == pulses);
  board::print("end\n");
  board::exit(0);
}
