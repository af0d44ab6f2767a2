//===- stress.cpp ---------------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Wake-ups by handlers and other cores, counted: a lost one stops the count. AMBIT_SOAK=50 makes
// the first test one of ten million wake-ups (`./dev soak` does).
//
//===----------------------------------------------------------------------===//

#include "ambit/channel.hpp"
#include "ambit/mpsc_queue.hpp"
#include "ambit/signal.hpp"
#include "ambit/spsc_queue.hpp"
#include "catch.hpp"
#include "machine.hpp"

using namespace ambit;
using test::big;

namespace {

constexpr unsigned in_a_burst = 100;

} // namespace

TEST_CASE("no wake-up of a handler or another core is lost") {
  // A task of core 1 and handlers of core 2 fill a small queue, and wake core 0 for each number.
  static core_executor<> consumer{0}, producer{1};
  static mpsc_queue<unsigned, 16> numbers;
  static signal<> some, room;
  static frame<big> consumer_frame, producer_frame;
  static const unsigned each = test::times(100'000) / in_a_burst * in_a_burst;
  static std::atomic<unsigned> seen{0}, woken{0};
  seen = woken = 0;

  static const host::handler burst = [](void *) {
    for (unsigned i = 0; i < in_a_burst; ++i) {
      while (!numbers.push(1u))
        port::relax(); // a handler cannot sleep; the consumer is another thread here
      some.set();
      woken.fetch_add(1, std::memory_order_relaxed);
    }
  };
  test::on_cores(3, [](unsigned core) {
    if (core == 0) {
      consumer.spawner().spawn(consumer_frame, [](frame<big> &) -> task<> {
        while (seen < 2 * each) {
          unsigned taken = 0;
          for (; numbers.pop(); ++taken) {
          }
          seen.fetch_add(taken);
          if (taken != 0)
            room.set();
          else
            co_await some.wait();
        }
        producer.stop();
        consumer.stop();
      });
      consumer.run();
    } else if (core == 1) {
      producer.spawner().spawn(producer_frame, [](frame<big> &) -> task<> {
        for (unsigned i = 0; i < each;) {
          if (numbers.push(2u)) {
            ++i;
            some.set();
            woken.fetch_add(1, std::memory_order_relaxed);
          } else {
            co_await room.wait();
          }
        }
      });
      producer.run();
    } else {
      for (unsigned i = 0; i < each / in_a_burst; ++i)
        host::raise(2, 1 + i % port::max_level, burst, nullptr);
      while (seen < 2 * each) // the core takes its interrupts
        port::relax();
    }
  });
  CHECK(seen == 2 * each);
  CHECK(woken == 2 * each);
}

TEST_CASE("queues of one and four elements pass everything on, in order, under load") {
  static core_executor<> exec[2] = {core_executor<>{0}, core_executor<>{1}};
  static spsc_queue<unsigned, 4> there;
  static channel<unsigned, 1> back;
  static signal<> some, room;
  static frame<big> frames[2];
  static const unsigned n = test::times(20'000);
  static bool in_order;
  in_order = true;
  test::on_cores(2, [](unsigned core) {
    if (core == 0)
      exec[0].spawner().spawn(frames[0], [](frame<big> &) -> task<> {
        unsigned expected = 0;
        for (unsigned i = 0; i < n;) {
          if (there.push(i)) {
            ++i;
            some.set();
          } else {
            co_await room.wait();
          }
          while (auto r = back.try_receive())
            in_order = in_order && *r == expected++;
        }
        while (expected < n)
          in_order = in_order && *co_await back.receive() == expected++;
        exec[0].stop();
      });
    else
      exec[1].spawner().spawn(frames[1], [](frame<big> &) -> task<> {
        for (unsigned i = 0; i < n;) {
          auto v = there.pop();
          if (!v) {
            co_await some.wait();
            continue;
          }
          room.set();
          co_await back.send(*v);
          ++i;
        }
        exec[1].stop();
      });
    exec[core].run();
  });
  CHECK(in_order);
}
