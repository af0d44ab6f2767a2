//===- wakes.cpp - wake-ups from handlers and other cores -------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//===----------------------------------------------------------------------===//

#include "ambit/channel.hpp"
#include "ambit/interrupt_executor.hpp"
#include "ambit/signal.hpp"
#include "ambit/thread_executor.hpp"
#include "ambit/timeout.hpp"
#include "catch.hpp"
#include "machine.hpp"

using namespace ambit;
using test::big;
using test::on_cores;

TEST_CASE("two cores wake each other and no wake-up is lost") {
  static core_executor<> exec[2] = {core_executor<>{0}, core_executor<>{1}};
  static signal<> ball[2];
  static frame<big> frames[2];
  static const unsigned n = test::times(20000);
  static std::atomic<unsigned> hits{0};
  hits = 0;
  on_cores(2, [](unsigned core) {
    exec[core].spawner().spawn(
        frames[core],
        [](frame<big> &, unsigned me) -> task<> {
          for (unsigned i = 0; i < n; ++i) {
            if (me == 0)
              ball[1].set();
            co_await ball[me].wait();
            ++hits;
            if (me == 1)
              ball[0].set();
          }
          exec[me].stop();
        },
        core);
    exec[core].run();
  });
  CHECK(hits == 2 * n);
}

TEST_CASE("each event of a handler is seen") {
  static core_executor<> exec{0};
  static signal<> tick_event;
  static frame<big> frame_;
  static const unsigned n = test::times(20000);
  static std::atomic<unsigned> acknowledged{0};
  acknowledged = 0;
  on_cores(1, [](unsigned) {
    exec.spawner().spawn(frame_, [](frame<big> &) -> task<> {
      for (unsigned i = 0; i < n; ++i) {
        host::raise(0, 1 + i % port::max_level, [](void *) { tick_event.set(); }, nullptr);
        co_await tick_event.wait();
        ++acknowledged;
      }
      exec.stop();
    });
    exec.run();
  });
  CHECK(acknowledged == n);
}

TEST_CASE("a channel between cores and handlers loses nothing") {
  static core_executor<> exec[3] = {core_executor<>{0}, core_executor<>{1}, core_executor<>{2}};
  static channel<unsigned, 4> pipe;
  static frame<big> frames[3];
  static const unsigned n = test::times(40000);
  static unsigned long long sum;
  sum = 0;
  on_cores(3, [](unsigned core) {
    if (core == 0)
      exec[0].spawner().spawn(frames[0], [](frame<big> &) -> task<> {
        for (unsigned i = 0; i < 2 * n; ++i)
          sum += *co_await pipe.receive();
        exec[0].stop();
      });
    else
      exec[core].spawner().spawn(
          frames[core],
          [](frame<big> &, unsigned me) -> task<> {
            for (unsigned i = 1; i <= n; ++i)
              co_await pipe.send(i);
            exec[me].stop();
          },
          core);
    exec[core].run();
  });
  CHECK(sum == static_cast<unsigned long long>(n) * (n + 1));
}

TEST_CASE("tasks are spawned on another core and joined from there") {
  static core_executor<> exec[2] = {core_executor<>{0}, core_executor<>{1}};
  static frame<big> root;
  static join_frame<big> remote;
  static unsigned ran_on = 99;
  static int result = 0;
  on_cores(2, [](unsigned core) {
    if (core == 1) {
      exec[1].run();
      return;
    }
    exec[0].spawner().spawn(root, [](frame<big> &) -> task<> {
      for (int i = 0; i < 200; ++i) {
        auto h = exec[1].remote().spawn(
            remote,
            [](join_frame<big> &, int n) -> task<int> {
              co_await yield();
              ran_on = port::core();
              co_return n + 1;
            },
            i);
        auto r = co_await h.join();
        result = *r;
        while (!remote.vacant())
          co_await yield();
      }
      exec[1].stop();
      exec[0].stop();
    });
    exec[0].run();
  });
  CHECK(ran_on == 1);
  CHECK(result == 200);
}

TEST_CASE("a task of another core is cancelled there, whatever it does") {
  static core_executor<> exec[2] = {core_executor<>{0}, core_executor<>{1}};
  static frame<big> root;
  static join_frame<big> remote;
  static std::atomic<int> live{0};
  static signal<> poke;
  static int cancelled = 0;
  on_cores(2, [](unsigned core) {
    if (core == 1) {
      exec[1].run();
      return;
    }
    exec[0].spawner().spawn(root, [](frame<big> &) -> task<> {
      for (unsigned i = 0; i < test::times(4000); ++i) {
        auto h = exec[1].remote().spawn(remote, [](join_frame<big> &) -> task<> {
          struct count {
            count() { ++live; }
            ~count() { --live; }
          } c;
          while (true) {
            co_await poke.wait();
            co_await yield();
          }
        });
        for (unsigned k = 0; k < i % 7; ++k) {
          poke.set();
          co_await yield();
        }
        if (i % 2 == 0) {
          h.cancel();
          poke.set();
          if (!co_await h.join())
            ++cancelled;
          CHECK(live == 0);
        } else {
          h = {};
        }
        while (!remote.vacant())
          co_await yield();
      }
      exec[1].stop();
      exec[0].stop();
    });
    exec[0].run();
  });
  CHECK(live == 0);
  CHECK(cancelled == static_cast<int>(test::times(4000) / 2));
}

TEST_CASE("tasks of an interrupt_executor run in its handler") {
  static interrupt_executor<> high{
      []() noexcept { host::raise(0, 2, [](void *) { high.on_interrupt(); }, nullptr); }};
  static core_executor<> exec{0};
  static signal<> ping, pong;
  static frame<big> low_frame, high_frame;
  static bool in_isr = false;
  static unsigned rounds = 0;
  on_cores(1, [](unsigned) {
    exec.spawner().spawn(low_frame, [](frame<big> &) -> task<> {
      high.remote().spawn(high_frame, [](frame<big> &) -> task<> {
        for (int i = 0; i < 100; ++i) {
          co_await ping.wait();
          in_isr = port::in_isr();
          co_await after(microseconds(10));
          ++rounds;
          pong.set();
        }
      });
      for (int i = 0; i < 100; ++i) {
        ping.set();
        co_await pong.wait();
      }
      exec.stop();
    });
    exec.run();
  });
  CHECK(in_isr);
  CHECK(rounds == 100);
}

TEST_CASE("a thread_executor sleeps until it is woken or a timer is due") {
  static thread_executor<> exec;
  static signal<int> value;
  static frame<big> frame_;
  static int seen = 0;
  static bool late = false;
  static std::atomic<bool> timed_out{false};
  std::thread thread([] {
    exec.spawner().spawn(frame_, [](frame<big> &) -> task<> {
      late = !(co_await timeout(milliseconds(2), value.wait())).has_value();
      timed_out = true;
      seen = co_await value.wait();
      exec.stop();
    });
    exec.run();
  });
  while (!timed_out) // however late the thread begins
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  std::this_thread::sleep_for(std::chrono::milliseconds(10));
  value.set(7);
  thread.join();
  CHECK(late);
  CHECK(seen == 7);
}

TEST_CASE("timers wake a core that sleeps") {
  static core_executor<> exec{0};
  static frame<big> frame_;
  static tick slept = 0;
  on_cores(1, [](unsigned) {
    exec.spawner().spawn(frame_, [](frame<big> &) -> task<> {
      tick before = port::now();
      for (int i = 0; i < 5; ++i)
        co_await after(milliseconds(1));
      slept = port::now() - before;
      exec.stop();
    });
    exec.run();
  });
  CHECK(slept >= milliseconds(5));
}
