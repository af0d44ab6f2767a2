//===- tasks.cpp - tasks, timers and what combines them, on one core -*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//===----------------------------------------------------------------------===//

#include "ambit/async_mutex.hpp"
#include "ambit/channel.hpp"
#include "ambit/core_executor.hpp"
#include "ambit/join.hpp"
#include "ambit/nursery.hpp"
#include "ambit/select.hpp"
#include "ambit/signal.hpp"
#include "ambit/timeout.hpp"
#include "board.hpp"

using namespace ambit;

namespace {

core_executor<> exec{0};
frame<1024> main_frame;
frame<512> child_a, child_b;
join_frame<512> joined_a, joined_b;
channel<int, 2> pipe;
async_mutex<int> shared;

struct noisy {
  const char *name;
  ~noisy() {
    board::print("  ");
    board::print(name);
    board::print(" is destroyed\n");
  }
};

void say(const char *what, unsigned value) {
  board::print(what);
  board::print(": ");
  board::print(value);
  board::print("\n");
}

task<int> square(frame<512> &, int n) {
  co_await yield();
  co_return n * n;
}

task<int> sleeper(frame<512> &, const char *name) {
  noisy n{name};
  co_await after(seconds(1000));
  co_return 0;
}

task<> producer(join_frame<512> &) {
  for (int i = 1; i <= 10; ++i)
    co_await pipe.send(i);
  pipe.close();
}

task<> adder(join_frame<512> &, int n) {
  for (int i = 0; i < 3; ++i) {
    auto turn = co_await shared.lock();
    int before = *turn;
    co_await yield();
    *turn = before + n;
  }
}

task<> program(frame<1024> &) {
  auto [a, b] = co_await join(square(child_a, 3), square(child_b, 4));
  say("join", static_cast<unsigned>(a + b));

  auto first = co_await select(sleeper(child_a, "the loser"), square(child_b, 5));
  say("select", static_cast<unsigned>(first.get<1>()));

  tick start = port::now();
  bool late = !(co_await timeout(milliseconds(20), sleeper(child_a, "who was late"))).has_value();
  say("timeout", late && port::now() - start >= milliseconds(20));

  auto p = exec.spawner().spawn(joined_a, producer);
  unsigned sum = 0;
  while (auto v = co_await pipe.receive())
    sum += static_cast<unsigned>(*v);
  say("channel", sum);
  say("joined", co_await p.join());

  {
    nursery n(exec);
    n.spawn(joined_a, adder, 1);
    n.spawn(joined_b, adder, 10);
    co_await n.join();
  }
  auto turn = co_await shared.lock();
  say("mutex", static_cast<unsigned>(*turn));

  auto h = exec.spawner().spawn(joined_b, [](join_frame<512> &) -> task<> {
    noisy n{"who was cancelled"};
    signal<> never;
    co_await never.wait();
  });
  co_await yield();
  h.cancel();
  say("cancelled", !co_await h.join());
  say("vacant", joined_a.vacant() && joined_b.vacant() && child_a.vacant() && child_b.vacant());
  exec.stop();
}

} // namespace

void core_main(unsigned core) {
  if (core != 0)
    return;
  exec.spawner().spawn(program(main_frame));
  exec.run();
  board::print("end\n");
  board::exit(0);
}
