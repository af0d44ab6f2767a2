//===- cancellation.cpp ---------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A cancellation at each suspension point: every kind of wait of the library, given up before the
// task ran, while it waits, and when it has been woken but not resumed yet; by the handle, by
// dropping the handle, by a nursery, and as the loser of a select. Afterwards nothing lives, the
// storage is vacant, and what was waited for serves the next.
//
//===----------------------------------------------------------------------===//

#include "ambit/async_mutex.hpp"
#include "ambit/channel.hpp"
#include "ambit/drivers/lm3s_i2c.hpp"
#include "ambit/drivers/pl022.hpp"
#include "ambit/drivers/pl061.hpp"
#include "ambit/drivers/serial.hpp"
#include "ambit/drivers/timer_driver.hpp"
#include "ambit/join.hpp"
#include "ambit/nursery.hpp"
#include "ambit/select.hpp"
#include "ambit/signal.hpp"
#include "ambit/stop_token.hpp"
#include "ambit/timeout.hpp"
#include "ambit/watch.hpp"
#include "catch.hpp"
#include "machine.hpp"
#include <optional>

using namespace ambit;
using test::big;

namespace {

core_executor<> exec{0};
join_frame<big> victim_frame, holder_frame, inner_frame;
frame<big> parent_frame, child_a, child_b;
int live = 0;

struct alive {
  alive() { ++live; }
  ~alive() { --live; }
};

/// Registers that a test sets by hand.
struct registers {
  std::uint32_t *words;
  template <class T> T read(std::uint32_t offset) noexcept {
    return static_cast<T>(words[offset / 4]);
  }
  template <class T> void write(std::uint32_t offset, std::type_identity_t<T> value) noexcept {
    words[offset / 4] = value;
  }
};

// What is waited for.
signal<> event;
signal<int> value_event;
channel<int, 1> full, empty;
semaphore permits{0};
async_mutex<int> mutex_;
signal<> let_go;
bool holding = false;
watch<int> news{0};
std::optional<stop_source> stopping;

struct fake_uart {
  static inline bool readable = false, writable = false;
  bool can_read() noexcept { return std::exchange(readable, false); }
  bool can_write() noexcept { return writable; }
  bool drained() noexcept { return true; }
  std::uint8_t get() noexcept { return 'x'; }
  void put(std::uint8_t) noexcept {}
  void enable(bool, bool) noexcept {}
  void acknowledge() noexcept {}
};
core_bound_serial<fake_uart> uart{fake_uart{}};

struct fake_timer {
  static inline std::uint64_t time = 0;
  std::uint64_t now() noexcept { return time; }
  void interrupt_at(std::uint64_t) noexcept {}
  void quiet() noexcept {}
  void acknowledge() noexcept {}
};
core_bound_timer<fake_timer> hardware_timer{fake_timer{}};

std::uint32_t i2c_words[16], spi_words[16], gpio_words[0x600 / 4];
core_bound_lm3s_i2c<registers> i2c{registers{i2c_words}};
core_bound_pl022<registers> spi{registers{spi_words}};
core_bound_pl061<registers> gpio{registers{gpio_words}};

void nothing_to_do() {}

/// Lets time pass.
void a_millisecond() {
  for (tick until = port::now() + milliseconds(1); port::now() < until;) {
  }
  exec.timers().expire();
}

task<> wait_for_event(frame<big> &) {
  alive a;
  co_await event.wait();
}

using body = task<> (*)(join_frame<big> &);
struct scenario {
  const char *name;
  body wait;         // waits once
  void (*prepare)(); // so that it has to
  void (*let_on)();  // ends the wait
};

const scenario scenarios[] = {
    {"after",
     [](join_frame<big> &) -> task<> {
       alive a;
       co_await after(microseconds(500));
     },
     nothing_to_do, a_millisecond},
    {"signal",
     [](join_frame<big> &) -> task<> {
       alive a;
       co_await event.wait();
     },
     [] { event.take(); }, [] { event.set(); }},
    {"signal with a value",
     [](join_frame<big> &) -> task<> {
       alive a;
       co_await value_event.wait();
     },
     [] { static_cast<void>(value_event.take()); }, [] { value_event.set(1); }},
    {"send",
     [](join_frame<big> &) -> task<> {
       alive a;
       co_await full.send(2);
     },
     [] { static_cast<void>(full.try_send(1)); }, [] { full.try_receive(); }},
    {"receive",
     [](join_frame<big> &) -> task<> {
       alive a;
       co_await empty.receive();
     },
     [] { empty.try_receive(); }, [] { static_cast<void>(empty.try_send(1)); }},
    {"semaphore",
     [](join_frame<big> &) -> task<> {
       alive a;
       co_await permits.acquire();
     },
     [] {
       while (permits.try_acquire()) {
       }
     },
     [] { permits.release(); }},
    {"async_mutex",
     [](join_frame<big> &) -> task<> {
       alive a;
       auto turn = co_await mutex_.lock();
     },
     [] {
       let_go.take();
       if (!holding) {
         static std::optional<join_handle<void>> holder;
         holder.reset();
         holder = exec.spawner().spawn(holder_frame, [](join_frame<big> &) -> task<> {
           auto turn = co_await mutex_.lock();
           holding = true;
           co_await let_go.wait();
           holding = false;
         });
         exec.run_ready();
       }
     },
     [] { let_go.set(); }},
    {"watch",
     [](join_frame<big> &) -> task<> {
       alive a;
       watch<int>::reader r(news);
       co_await r.changed();
     },
     nothing_to_do, [] { news.set(news.get() + 1); }},
    {"stop_token",
     [](join_frame<big> &) -> task<> {
       alive a;
       co_await stopping->token().stopped();
     },
     [] {
       stopping.reset();
       stopping.emplace();
     },
     [] { stopping->request_stop(); }},
    {"join of a handle",
     [](join_frame<big> &) -> task<> {
       alive a;
       auto h = exec.spawner().spawn(inner_frame, [](join_frame<big> &) -> task<> {
         alive b;
         co_await event.wait();
       });
       co_await h.join();
     },
     [] { event.take(); }, [] { event.set(); }},
    {"nursery",
     [](join_frame<big> &) -> task<> {
       alive a;
       nursery n(exec);
       n.spawn(inner_frame, [](join_frame<big> &) -> task<> {
         alive b;
         co_await event.wait();
       });
       co_await n.join();
     },
     [] { event.take(); }, [] { event.set(); }},
    {"an awaited task",
     [](join_frame<big> &) -> task<> {
       alive a;
       co_await wait_for_event(child_a);
     },
     [] { event.take(); }, [] { event.set(); }},
    {"select",
     [](join_frame<big> &) -> task<> {
       alive a;
       co_await select(wait_for_event(child_a), permits.acquire(), after(seconds(100)));
     },
     [] {
       event.take();
       while (permits.try_acquire()) {
       }
     },
     [] { event.set(); }},
    {"join",
     [](join_frame<big> &) -> task<> {
       alive a;
       co_await join(wait_for_event(child_a), after(microseconds(10)));
     },
     [] { event.take(); },
     [] {
       a_millisecond();
       event.set();
     }},
    {"timeout",
     [](join_frame<big> &) -> task<> {
       alive a;
       co_await timeout(seconds(100), wait_for_event(child_a));
     },
     [] { event.take(); }, [] { event.set(); }},
    {"serial read",
     [](join_frame<big> &) -> task<> {
       alive a;
       std::uint8_t b[4];
       co_await uart.read(b);
     },
     [] {
       fake_uart::readable = false;
       std::uint8_t b[64];
       while (uart.read_blocking(b, 0) != 0) {
       }
     },
     [] {
       fake_uart::readable = true;
       uart.on_interrupt();
     }},
    {"serial write",
     [](join_frame<big> &) -> task<> {
       alive a;
       std::uint8_t b[4] = {};
       co_await uart.write(b);
     },
     [] { fake_uart::writable = false; },
     [] {
       fake_uart::writable = true;
       uart.on_interrupt();
     }},
    {"hardware timer",
     [](join_frame<big> &) -> task<> {
       alive a;
       co_await hardware_timer.after(10);
     },
     nothing_to_do,
     [] {
       fake_timer::time += 100;
       hardware_timer.on_interrupt();
     }},
    {"i2c",
     [](join_frame<big> &) -> task<> {
       alive a;
       std::uint8_t b[1] = {};
       co_await i2c.transfer(0x50, b, {}, no_alarm);
     },
     nothing_to_do,
     [] {
       i2c_words[1] = 0;
       i2c.on_interrupt();
     }},
    {"spi",
     [](join_frame<big> &) -> task<> {
       alive a;
       std::uint8_t b[2] = {};
       co_await spi.transfer(b, {});
     },
     [] { spi_words[3] = 0; },
     [] {
       spi_words[3] = 4;
       spi.on_interrupt();
     }},
    {"gpio",
     [](join_frame<big> &) -> task<> {
       alive a;
       co_await gpio.wait_for(3, edge::rising);
     },
     [] { gpio_words[0x418 / 4] = 0; },
     [] {
       gpio_words[0x418 / 4] = 8;
       gpio.on_interrupt();
     }},
};

enum class moment { unborn, waiting, woken };

void reach(const scenario &s, moment m) {
  if (m == moment::unborn)
    return;
  exec.run_ready();
  REQUIRE(live >= 1);
  if (m == moment::woken)
    s.let_on();
}

void expect_nothing_left(const scenario &s) {
  exec.run_ready();
  INFO(s.name);
  CHECK(live == 0);
  CHECK(victim_frame.vacant());
  CHECK(inner_frame.vacant());
  CHECK(child_a.vacant());
  CHECK(child_b.vacant());
  // And it can be waited for again.
  s.prepare();
  bool ended = false;
  auto h = exec.spawner().spawn(victim_frame, s.wait);
  exec.run_ready();
  CHECK(live >= 1);
  s.let_on();
  exec.run_ready();
  exec.spawner().spawn(
      parent_frame,
      [](frame<big> &, join_handle<void> *of, bool *to) -> task<> { *to = co_await of->join(); },
      &h, &ended);
  exec.run_ready();
  CHECK(ended);
  CHECK(live == 0);
  CHECK(exec.timers().next() == no_alarm);
}

} // namespace

TEST_CASE("each kind of wait is cancelled at each moment, in each way") {
  host::core_scope core(0);
  static bool started = false;
  if (!std::exchange(started, true)) {
    uart.start_async();
    hardware_timer.start_async();
    i2c.start(9);
    spi.start(2);
    gpio.start_async();
  }
  for (const scenario &s : scenarios)
    for (moment m : {moment::unborn, moment::waiting, moment::woken}) {
      INFO(s.name << ", moment " << static_cast<int>(m));
      { // the handle
        s.prepare();
        auto h = exec.spawner().spawn(victim_frame, s.wait);
        reach(s, m);
        h.cancel();
        exec.run_ready();
        CHECK(live == 0);
      }
      expect_nothing_left(s);
      { // without it
        s.prepare();
        auto h = exec.spawner().spawn(victim_frame, s.wait);
        reach(s, m);
      }
      expect_nothing_left(s);
      { // a nursery
        s.prepare();
        nursery n(exec);
        n.spawn(victim_frame, s.wait);
        reach(s, m);
      }
      expect_nothing_left(s);
      if (m == moment::unborn)
        continue; // select asks each at once
      {           // the loser
        static signal<> first;
        static body wait;
        wait = s.wait;
        first.take();
        s.prepare();
        exec.spawner().spawn(parent_frame, [](frame<big> &) -> task<> {
          co_await select(first.wait(), wait(victim_frame));
        });
        exec.run_ready();
        REQUIRE(live >= 1);
        first.set();
        if (m == moment::woken)
          s.let_on();
      }
      expect_nothing_left(s);
    }
}
