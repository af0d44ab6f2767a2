//===- cores.cpp - every core wakes its neighbour, while timers interrupt -*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A ball goes round all cores; each core also has a timer whose task adds to a counter that all share. Lost wake-ups would stop
// the ball, a lock that does not keep out everybody would lose counts. AMBIT_ROUNDS says how often.
//===----------------------------------------------------------------------===//

#include "ambit/core_executor.hpp"
#include "ambit/irq_spin_lock.hpp"
#include "ambit/locked.hpp"
#include "ambit/signal.hpp"
#include "ambit/timer.hpp"
#include "board.hpp"

#ifndef AMBIT_ROUNDS
#define AMBIT_ROUNDS 3000
#endif

using namespace ambit;

namespace {

constexpr unsigned cores = port::core_count, rounds = AMBIT_ROUNDS, counts = 2 * rounds;

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

signal<> ball[cores];
frame<256> players[cores], tickers[cores], counters[cores];
locked<std::uint32_t, irq_spin_lock> shared;
std::atomic<std::uint32_t> ticks{0}, counted{0}, ready{0}, over{0};
std::atomic<bool> playing{true};

task<> player(frame<256> &, unsigned me) {
  for (unsigned i = 0; i < rounds; ++i) {
    co_await ball[me].wait();
    ball[(me + 1) % cores].set();
  }
  if (me == cores - 1) {
    playing = false;
    over.fetch_add(1);
  }
}

task<> ticker(frame<256> &) {
  while (playing) {
    co_await after(milliseconds(1));
    shared.with([](std::uint32_t &n) { ++n; });
    ticks.fetch_add(1);
  }
  over.fetch_add(1);
}

task<> counter(frame<256> &) {
  for (unsigned i = 0; i < counts; ++i) {
    shared.with([](std::uint32_t &n) { ++n; });
    counted.fetch_add(1);
    if (i % 16 == 0)
      co_await yield();
  }
  over.fetch_add(1);
}

task<> referee(frame<256> &) {
  ball[0].set();
  while (over != 1 + 2 * cores)
    co_await after(milliseconds(2));
  for (unsigned c = 0; c < cores; ++c)
    execs[c].stop();
}
frame<256> referee_frame;

void say(const char *what, bool right) {
  board::print(what);
  board::print(right ? ": yes\n" : ": no\n");
}

} // namespace

void core_main(unsigned core) {
  auto mine = execs[core].spawner();
  mine.spawn(players[core], player, core);
  mine.spawn(tickers[core], ticker);
  mine.spawn(counters[core], counter);
  ready.fetch_add(1);
  while (ready != cores)
    port::relax();
  if (core == 0)
    mine.spawn(referee_frame, referee);
  execs[core].run();
  ready.fetch_sub(1);
  if (core != 0)
    return;
  while (ready != 0)
    port::relax();
  say("the ball went round", !playing);
  say("every count is there", shared.load() == counted + ticks && counted == counts * cores);
  say("timers fired on the way", ticks >= cores);
  board::print("end\n");
  board::exit(0);
}
