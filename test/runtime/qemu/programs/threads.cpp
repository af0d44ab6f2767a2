//===- threads.cpp - threads that the scheduler moves, and what they may share -*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// On mini_smp: workers that are preempted and moved while they count under each kind of lock; executors in threads that
// move; a UART whose interrupt one core serves and that a thread uses on each core; an object that is sent home to die.
// AMBIT_ROUNDS says how often.
//===----------------------------------------------------------------------===//

#include "ambit/channel.hpp"
#include "ambit/core_bound.hpp"
#include "ambit/core_local.hpp"
#include "ambit/drivers/ns16550a.hpp"
#include "ambit/irq_spin_lock.hpp"
#include "ambit/mutex.hpp"
#include "ambit/thread_executor.hpp"
#include "ambit/timer.hpp"
#include "board.hpp"
#include "mini_smp.hpp"

#ifndef AMBIT_ROUNDS
#define AMBIT_ROUNDS 2000
#endif

using namespace ambit;

namespace {

constexpr unsigned workers = 6, rounds = AMBIT_ROUNDS, moves = (rounds + 39) / 40, items = rounds, home_core = 2, uart_core = 1;

struct thread_place {
  mini_smp::thread thread;
  alignas(16) unsigned char stack[8192];
};
thread_place main_place, worker_places[workers], executor_places[2], home_place;

void spin(unsigned n) {
  for (volatile unsigned i = 0; i < n; i = i + 1) {
  }
}

void say(const char *what, bool right) {
  board::print(what);
  board::print(right ? ": yes\n" : ": no\n");
}

// Workers.
locked<std::uint32_t, irq_spin_lock> under_spin_lock;
locked<std::uint32_t, mutex<>> under_mutex;
core_local<std::uint32_t> per_core;
std::atomic<std::uint32_t> moved{0}, left_its_core{0}, done{0}, under_mutex_done{0};

void work(void *) {
  for (unsigned i = 0; i < rounds || moved < moves; ++i) {
    done.fetch_add(1, std::memory_order_relaxed);
    under_spin_lock.with([](std::uint32_t &n) {
      std::uint32_t before = n;
      spin(5);
      n = before + 1;
    });
    {
      core_token here; // as long as it lives, this thread stays
      std::uint32_t &mine = per_core.get(here);
      std::uint32_t before = mine;
      spin(5);
      mine = before + 1;
      if (port::core() != here.core())
        left_its_core.fetch_add(1);
    }
    unsigned before = port::core();
    spin(50); // nothing is held: the slice may end here
    if (port::core() != before)
      moved.fetch_add(1);
    if (i % 16 != 0)
      continue;
    under_mutex_done.fetch_add(1, std::memory_order_relaxed);
    under_mutex.with([](std::uint32_t &n) {
      std::uint32_t seen = n;
      spin(20); // also here; the others wait then
      n = seen + 1;
    });
  }
}

// Executors.
thread_executor<> execs[2];
frame<1024> end_frames[2];
channel<std::uint32_t, 4> there, back;
std::uint32_t sum = 0, exchanged = 0;
std::atomic<std::uint32_t> cores_of_tasks{0};

void note_core() { cores_of_tasks.fetch_or(1u << port::core()); }

bool on_several_cores() { return (cores_of_tasks & (cores_of_tasks - 1)) != 0; }

task<> asks(frame<1024> &) {
  // On a busy host one core may do the first items alone, before the others get to run.
  for (std::uint32_t i = 1; i <= items || !on_several_cores(); ++i) {
    co_await there.send(i);
    exchanged = i;
    sum += *co_await back.receive();
    note_core();
    if (i % 100 == 0)
      co_await after(milliseconds(1));
  }
  there.close();
  execs[0].stop();
}

task<> answers(frame<1024> &) {
  while (auto n = co_await there.receive()) {
    note_core();
    co_await back.send(*n);
  }
  execs[1].stop();
}

// The UART, in whose tasks the thread moves.
locked_serial<ns16550a<>> uart{ns16550a<>{mmio{board::uart}}};
std::uint32_t uart_cores = 0;

task<> writes(frame<1024> &) {
  for (unsigned core = 0; core < port::core_count; ++core) {
    mini_smp::move_to(core);
    static const char text[] = "the locked uart, used on another core than that which serves it\n";
    co_await uart.write({reinterpret_cast<const std::uint8_t *>(text), sizeof text - 1});
    if (port::core() == core)
      uart_cores |= 1u << core;
  }
  mini_smp::roam();
  execs[0].stop();
}

// An object of one core.
struct resident {
  unsigned made_on = port::core();
  std::uint32_t *died_on;
  explicit resident(std::uint32_t *d) : died_on(d) {}
  ~resident() { *died_on = port::core() + 1; }
};
thread_executor<> home_exec;
core_bound<resident> bound;
channel<core_bound<resident>::way_home, 1> ways_home;
std::uint32_t died_on = 0;

void live_at_home(void *) {
  bound.emplace(home_exec, &died_on);
  ways_home.try_send(bound.remote());
  home_exec.run();
}

void run_exec(void *e) { static_cast<thread_executor<> *>(e)->run(); }

void run_main(void *) {
  home_place.thread.start_on(home_core, home_place.stack, live_at_home, nullptr);

  for (auto &w : worker_places)
    w.thread.start(w.stack, work, nullptr);
  for (auto &w : worker_places)
    w.thread.join();
  std::uint32_t in_all_cores = 0;
  for (unsigned core = 0; core < port::core_count; ++core)
    in_all_cores += per_core.of(core);
  say("counts under an irq_spin_lock", under_spin_lock.load() == done);
  say("counts under a mutex", under_mutex.load() == under_mutex_done);
  say("counts of each core, with a token", in_all_cores == done);
  say("threads were moved where they held nothing", moved >= moves);
  say("and nowhere else", left_its_core == 0);

  execs[0].spawner().spawn(end_frames[0], asks);
  execs[1].spawner().spawn(end_frames[1], answers);
  for (unsigned i = 0; i < 2; ++i)
    executor_places[i].thread.start(executor_places[i].stack, run_exec, &execs[i]);
  for (auto &e : executor_places)
    e.thread.join();
  say("two executors exchanged all", exchanged >= items && sum == exchanged * (exchanged + 1) / 2);
  say("on several cores", on_several_cores());

  execs[0].spawner().spawn(end_frames[0], writes);
  executor_places[0].thread.start(executor_places[0].stack, run_exec, &execs[0]);
  executor_places[0].thread.join();
  say("from each core", uart_cores == (1u << port::core_count) - 1 && uart.home() == uart_core);

  mini_smp::move_to(0);
  auto way_home = ways_home.try_receive();
  for (; !way_home; way_home = ways_home.try_receive())
    mini_smp::yield();
  way_home->retire();
  while (!way_home->empty())
    mini_smp::sleep_until(port::now() + mini_smp::slice);
  say("a core-bound object died at home", died_on == home_core + 1);
  board::print("end\n");
  board::exit(0);
}

} // namespace

void core_main(unsigned core) {
  if (core == uart_core) {
    ns16550a<>{mmio{board::uart}}.start(0);
    board::serve(board::uart_line, 3, [](void *) { uart.on_interrupt(); }, nullptr);
    uart.start_async();
  }
  if (core == 0)
    main_place.thread.start(main_place.stack, run_main, nullptr);
  mini_smp::run();
}
