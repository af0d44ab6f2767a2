//===- tasks.cpp - the life of tasks, and what combines them ----*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//===----------------------------------------------------------------------===//

#include "ambit/async_mutex.hpp"
#include "ambit/channel.hpp"
#include "ambit/join.hpp"
#include "ambit/nursery.hpp"
#include "ambit/select.hpp"
#include "ambit/signal.hpp"
#include "ambit/stop_token.hpp"
#include "ambit/task_pool.hpp"
#include "ambit/timeout.hpp"
#include "ambit/watch.hpp"
#include "catch.hpp"
#include "machine.hpp"
#include <memory>
#include <string>

using namespace ambit;
using test::big;
using test::panics;

namespace {

core_executor<> exec{0};
frame<big> root_frame;
frame<big> child_a, child_b, child_c;
join_frame<big> join_a, join_b, join_c;

/// Runs a task that ends with exec.stop().
template <class F> void run(F function) {
  host::core_scope core(0);
  exec.spawner().spawn(root_frame, function);
  exec.run();
  exec.run_ready();
}

/// Counts the objects that live, to see destructors run.
struct alive {
  int &count;
  explicit alive(int &c) : count(c) { ++count; }
  alive(const alive &) = delete;
  ~alive() { --count; }
};

task<int> twice(frame<big> &, int n) {
  co_await yield();
  co_return 2 * n;
}

task<std::string> text(frame<big> &) { co_return std::string(100, 'x'); }

} // namespace

TEST_CASE("a task awaits another and takes its value") {
  static int value;
  static std::size_t length;
  run([](frame<big> &) -> task<> {
    value = co_await twice(child_a, 21);
    length = (co_await text(child_a)).size();
    exec.stop();
  });
  CHECK(value == 42);
  CHECK(length == 100);
  CHECK(root_frame.vacant());
  CHECK(child_a.vacant());
}

TEST_CASE("tasks take turns in the order in which they yield") {
  static std::string order;
  order.clear();
  auto letter = [](join_frame<big> &, char c) -> task<> {
    for (int i = 0; i < 3; ++i) {
      order += c;
      co_await yield();
    }
  };
  static auto start = letter;
  run([](frame<big> &) -> task<> {
    auto a = exec.spawner().spawn(join_a, start, 'a');
    auto b = exec.spawner().spawn(join_b, start, 'b');
    co_await a.join();
    co_await b.join();
    exec.stop();
  });
  CHECK(order == "ababab");
}

TEST_CASE("a join_handle yields the result, once") {
  static std::optional<std::string> result;
  run([](frame<big> &) -> task<> {
    auto h = exec.spawner().spawn(join_a, [](join_frame<big> &) -> task<std::string> {
      co_await yield();
      co_return "done";
    });
    result = co_await h.join();
    CHECK_FALSE(h);
    exec.stop();
  });
  CHECK(result == "done");
  CHECK(join_a.vacant());
}

TEST_CASE("cancelling destroys a task where it waits") {
  static int live = 0;
  static bool returned = true;
  run([](frame<big> &) -> task<> {
    auto h = exec.spawner().spawn(join_a, [](join_frame<big> &) -> task<> {
      alive one(live);
      signal<> never;
      co_await never.wait();
    });
    co_await yield();
    CHECK(live == 1);
    h.cancel();
    returned = co_await h.join();
    exec.stop();
  });
  CHECK(live == 0);
  CHECK_FALSE(returned);
  CHECK(join_a.vacant());
}

TEST_CASE("a dropped handle cancels its task, or drops its result") {
  static int live = 0;
  static std::weak_ptr<int> weak;
  run([](frame<big> &) -> task<> {
    {
      auto h = exec.spawner().spawn(join_a, [](join_frame<big> &) -> task<> {
        alive one(live);
        co_await after(seconds(1000));
      });
      co_await yield();
    }
    co_await yield();
    CHECK(live == 0);
    {
      auto h = exec.spawner().spawn(join_b, [](join_frame<big> &) -> task<std::shared_ptr<int>> {
        auto p = std::make_shared<int>(1);
        weak = p;
        co_return p;
      });
      co_await yield();
      CHECK_FALSE(weak.expired());
    }
    CHECK(weak.expired());
    exec.stop();
  });
  CHECK(join_a.vacant());
  CHECK(join_b.vacant());
}

TEST_CASE("select goes on with the first and destroys the others") {
  static int live = 0;
  static std::size_t first = 99;
  static int value = 0;
  run([](frame<big> &) -> task<> {
    auto sleeper = [](frame<big> &) -> task<int> {
      alive one(live);
      co_await after(seconds(1000));
      co_return 1;
    };
    auto s = co_await select(sleeper(child_a), twice(child_b, 4), after(seconds(1000)));
    first = s.index();
    value = s.get<1>();
    CHECK(live == 0);
    exec.stop();
  });
  CHECK(first == 1);
  CHECK(value == 8);
  CHECK(child_a.vacant());
}

TEST_CASE("join waits for all") {
  static int sum = 0;
  run([](frame<big> &) -> task<> {
    auto [a, b, n] = co_await join(twice(child_a, 1), twice(child_b, 2), after(milliseconds(2)));
    CHECK(n == nothing{});
    sum = a + b;
    exec.stop();
  });
  CHECK(sum == 6);
}

TEST_CASE("a timeout yields the result, or nothing when it takes too long") {
  static int live = 0;
  run([](frame<big> &) -> task<> {
    auto quick = co_await timeout(seconds(1000), twice(child_a, 3));
    CHECK(quick == 6);
    auto slow = [](frame<big> &) -> task<int> {
      alive one(live);
      co_await after(seconds(1000));
      co_return 1;
    };
    tick before = port::now();
    auto r = co_await timeout(milliseconds(3), slow(child_a));
    CHECK_FALSE(r.has_value());
    CHECK(port::now() - before >= milliseconds(3));
    CHECK(live == 0);
    exec.stop();
  });
}

TEST_CASE("combinations nest") {
  static int value = 0;
  run([](frame<big> &) -> task<> {
    auto inner = [](frame<big> &) -> task<int> {
      auto [a, b] = co_await join(twice(child_a, 5), twice(child_b, 6));
      co_return a + b;
    };
    auto s = co_await select(timeout(seconds(100), inner(child_c)), after(seconds(1000)));
    value = s.get<0>().value();
    exec.stop();
  });
  CHECK(value == 22);
}

TEST_CASE("timers fire in the order of their moments") {
  static std::string order;
  order.clear();
  run([](frame<big> &) -> task<> {
    auto at_ms = [](join_frame<big> &, unsigned ms, char c) -> task<> {
      co_await after(milliseconds(ms));
      order += c;
    };
    auto c = exec.spawner().spawn(join_c, at_ms, 9u, 'c');
    auto a = exec.spawner().spawn(join_a, at_ms, 3u, 'a');
    auto b = exec.spawner().spawn(join_b, at_ms, 6u, 'b');
    co_await c.join();
    co_await b.join();
    co_await a.join();
    exec.stop();
  });
  CHECK(order == "abc");
}

TEST_CASE("many timers fire in order although some are abandoned") {
  static unsigned fired, wrong;
  static tick last;
  static task_pool<big, 64> pool;
  fired = wrong = 0;
  last = 0;
  run([](frame<big> &) -> task<> {
    auto sleeper = [](frame<big> &, unsigned i, tick start) -> task<> {
      tick when = start + microseconds(500 + (i * 37) % 64 * 50);
      if (i % 3 == 0) {
        co_await timeout(microseconds(100), at(when)); // abandons its timer while others wait
        co_return;
      }
      co_await at(when);
      ++fired;
      wrong += when < last ? 1 : 0;
      last = when;
    };
    tick start = port::now() + milliseconds(2);
    for (unsigned i = 0; i < 64; ++i)
      CHECK(pool.spawn(exec.spawner(), sleeper, i, start));
    while (pool.vacant() < 64)
      co_await after(microseconds(200));
    exec.stop();
  });
  CHECK(fired == 42);
  CHECK(wrong == 0);
}

TEST_CASE("an async_mutex is held across suspensions, in turn") {
  static async_mutex<std::string> shared;
  run([](frame<big> &) -> task<> {
    auto worker = [](join_frame<big> &, char c) -> task<> {
      for (int i = 0; i < 2; ++i) {
        auto turn = co_await shared.lock();
        *turn += c;
        co_await yield();
        *turn += c;
      }
    };
    auto a = exec.spawner().spawn(join_a, worker, 'a');
    auto b = exec.spawner().spawn(join_b, worker, 'b');
    co_await a.join();
    co_await b.join();
    auto turn = co_await shared.lock();
    CHECK(*turn == "aabbaabb");
    exec.stop();
  });
}

TEST_CASE("a permit that was handed to a cancelled task goes to the next") {
  static semaphore s;
  static bool got = false;
  run([](frame<big> &) -> task<> {
    auto first = [](join_frame<big> &) -> task<> { co_await s.acquire(); };
    auto second = [](join_frame<big> &) -> task<> {
      co_await s.acquire();
      got = true;
    };
    auto a = exec.spawner().spawn(join_a, first);
    auto b = exec.spawner().spawn(join_b, second);
    co_await yield();
    a.cancel();  // a is destroyed where it waits ...
    s.release(); // ... but has been given the permit
    co_await a.join();
    co_await b.join();
    exec.stop();
  });
  CHECK(got);
  CHECK_FALSE(s.try_acquire());
}

TEST_CASE("a channel passes values on and ends when it is closed") {
  static channel<int, 2> c;
  static int sum = 0;
  run([](frame<big> &) -> task<> {
    auto producer = [](join_frame<big> &) -> task<> {
      for (int i = 1; i <= 10; ++i)
        CHECK_AWAITED(co_await c.send(i));
      c.close();
      CHECK_AWAITED(!co_await c.send(11));
    };
    auto p = exec.spawner().spawn(join_a, producer);
    while (auto v = co_await c.receive())
      sum += *v;
    co_await p.join();
    exec.stop();
  });
  CHECK(sum == 55);
}

TEST_CASE("every reader of a watch sees the latest value") {
  static watch<int> w(0);
  static int seen[2];
  run([](frame<big> &) -> task<> {
    auto reader = [](join_frame<big> &, int me) -> task<> {
      watch<int>::reader r(w);
      while (seen[me] < 3)
        seen[me] = co_await r.changed();
    };
    auto a = exec.spawner().spawn(join_a, reader, 0);
    auto b = exec.spawner().spawn(join_b, reader, 1);
    co_await yield();
    w.set(1);
    co_await yield();
    w.set(2);
    w.set(3);
    co_await a.join();
    co_await b.join();
    exec.stop();
  });
  CHECK(seen[0] == 3);
  CHECK(seen[1] == 3);
}

TEST_CASE("a nursery lets none of its tasks outlive it") {
  static int live = 0, ended = 0;
  run([](frame<big> &) -> task<> {
    {
      nursery n(co_await here());
      auto child = [](join_frame<big> &, unsigned ms) -> task<> {
        alive one(live);
        co_await after(milliseconds(ms));
        ++ended;
      };
      n.spawn(join_a, child, 1u);
      n.spawn(join_b, child, 2u);
      co_await n.join();
      CHECK(ended == 2);
      n.spawn(join_a, child, 100000u);
      n.spawn(join_b, child, 100000u);
      co_await yield();
      CHECK(live == 2);
    }
    CHECK(live == 0);
    exec.stop();
  });
  CHECK(ended == 2);
  CHECK(join_a.vacant());
  CHECK(join_b.vacant());
}

TEST_CASE("a nursery destroys tasks that are ready to run") {
  static int live = 0;
  run([](frame<big> &) -> task<> {
    auto child = [](join_frame<big> &) -> task<> {
      alive one(live);
      while (true)
        co_await yield();
    };
    {
      nursery n(co_await here());
      n.spawn(join_a, child);
      co_await yield();
      n.spawn(join_b, child); // has not begun
    }
    CHECK(live == 0);
    co_await yield();
    CHECK(join_a.vacant());
    CHECK(join_b.vacant());
    exec.stop();
  });
}

TEST_CASE("a task can be asked to stop") {
  static stop_source source;
  static bool stopped = false;
  run([](frame<big> &) -> task<> {
    auto worker = [](join_frame<big> &, stop_token token) -> task<> {
      auto s = co_await select(after(seconds(1000)), token.stopped());
      stopped = s.index() == 1 && token.stop_requested();
    };
    auto h = exec.spawner().spawn(join_a, worker, source.token());
    co_await yield();
    source.request_stop();
    co_await h.join();
    exec.stop();
  });
  CHECK(stopped);
}

TEST_CASE("a task_pool starts as many tasks as it has places") {
  static task_pool<big, 3> pool;
  static int ran = 0;
  run([](frame<big> &) -> task<> {
    auto job = [](frame<big> &) -> task<> {
      ++ran;
      co_await yield();
    };
    for (int i = 0; i < 3; ++i)
      CHECK(pool.spawn(exec.spawner(), job));
    CHECK_FALSE(pool.spawn(exec.spawner(), job));
    while (pool.vacant() < 3)
      co_await yield();
    CHECK(pool.spawn(exec.spawner(), job));
    while (pool.vacant() < 3)
      co_await yield();
    exec.stop();
  });
  CHECK(ran == 4);
}

TEST_CASE("an executor with deadlines runs the earliest first") {
  static core_executor<order::deadline> edf{0};
  static std::string order;
  auto job = [](join_frame<big> &, char c) -> task<> {
    order += c;
    co_return;
  };
  host::core_scope core(0);
  join_a.set_deadline(30);
  join_b.set_deadline(10);
  join_c.set_deadline(20);
  auto a = edf.spawner().spawn(join_a, job, 'a');
  auto b = edf.spawner().spawn(join_b, job, 'b');
  auto c = edf.spawner().spawn(join_c, job, 'c');
  edf.run_ready();
  CHECK(order == "bca");
}

TEST_CASE("what cannot work ends in a panic that says why") {
  host::core_scope core(0);
  auto job = [](frame<big> &) -> task<> { co_return; };
  exec.spawner().spawn(root_frame, job);
  CHECK(panics([&] { exec.spawner().spawn(root_frame, job); }) ==
        "a coroutine is called while its storage holds another task");
  exec.run_ready();
  CHECK(root_frame.vacant());
}

// Cancels a task after each number of its steps, so at each of its suspension points.
TEST_CASE("a task is cancelled at every suspension point") {
  static int live = 0;
  static signal<> event;
  static semaphore permits(0);
  static channel<int, 1> pipe;
  static async_mutex<int> shared;
  static int reached;
  run([](frame<big> &) -> task<> {
    auto victim = [](join_frame<big> &) -> task<> {
      alive a(live);
      co_await yield();
      ++reached;
      co_await event.wait();
      ++reached;
      alive b(live);
      co_await permits.acquire();
      ++reached;
      co_await pipe.send(1);
      co_await pipe.send(2); // full
      ++reached;
      auto turn = co_await shared.lock();
      co_await select(after(seconds(1000)), twice(child_a, 1));
      ++reached;
      co_await timeout(seconds(1000), event.wait());
      ++reached;
      co_await join(after(microseconds(1)), twice(child_b, 1));
      ++reached;
    };
    for (int steps = 0; steps < 16; ++steps) {
      reached = 0;
      while (pipe.try_receive()) {
      }
      while (permits.try_acquire()) {
      }
      event.take();
      auto h = exec.spawner().spawn(join_a, victim);
      for (int i = 0; i < steps; ++i) {
        if (i % 2 == 0) {
          event.set();
          permits.release();
          pipe.try_receive();
        }
        co_await yield();
        co_await yield();
      }
      h.cancel();
      co_await h.join();
      CHECK(live == 0);
      CHECK(join_a.vacant());
      CHECK(child_a.vacant());
      CHECK(child_b.vacant());
      CHECK(exec.timers().next() == no_alarm);
      auto turn = co_await shared.lock(); // was released
    }
    exec.stop();
  });
  CHECK(reached >= 6);
}
