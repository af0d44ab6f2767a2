//===- timers.cpp ---------------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The timer drivers, on the host.
//
//===----------------------------------------------------------------------===//

#include "ambit/drivers/clint.hpp"
#include "ambit/drivers/cmsdk_timer.hpp"
#include "ambit/drivers/systick.hpp"
#include "ambit/timeout.hpp"
#include "catch.hpp"
#include "device.hpp"
#include "machine.hpp"
#include <optional>

using namespace ambit;
using test::big;
using test::device;
using test::sim;

namespace {

/// A device whose time passes by `advance`.
struct clint_device : device {
  std::uint64_t time = 0xffff'ff00, compare[2] = {~0ull, ~0ull}; // the high half is about to change
  std::uint32_t read(std::uint32_t offset) {
    time += 3; // time passes between two reads
    if (offset == 0xbff8)
      return static_cast<std::uint32_t>(time);
    if (offset == 0xbffc)
      return static_cast<std::uint32_t>(time >> 32);
    return 0;
  }
  void write(std::uint32_t offset, std::uint32_t value) {
    std::uint64_t &c = compare[(offset - 0x4000) / 8];
    c = offset % 8 == 0 ? (c & ~0xffff'ffffull) | value
                        : (c & 0xffff'ffff) | std::uint64_t{value} << 32;
    check();
  }
  void check() {
    if (compare[0] <= time)
      interrupt();
  }
  void advance(std::uint32_t n) {
    std::lock_guard lock(mutex);
    time += n;
    check();
  }
};

struct systick_device : device {
  std::uint32_t control = 0, load = 0, value = 0;
  bool counted = false;
  unsigned periods = 0;
  unsigned slow = 0, late = 0; // reads until a value that was written is followed by LOAD
  std::uint32_t read(std::uint32_t offset) {
    if (offset == 0x10) {
      std::uint32_t now = control | (counted ? 1u << 16 : 0);
      counted = false;
      return now;
    }
    step(1); // time passes between two reads
    return offset == 0x18 ? value : load;
  }
  void write(std::uint32_t offset, std::uint32_t to) {
    if (offset == 0x10)
      control = to;
    if (offset == 0x14)
      load = to;
    if (offset == 0x18) {
      value = 0;
      counted = false;
      late = slow;
    }
  }
  void step(std::uint64_t n) {
    if ((control & 1) == 0)
      return;
    if (late != 0) {
      --late;
      return;
    }
    while (n > 0) {
      if (value == 0) {
        value = load;
        --n;
        continue;
      }
      std::uint64_t some = n < value ? n : value;
      value -= static_cast<std::uint32_t>(some);
      n -= some;
      if (value == 0) {
        counted = true;
        ++periods;
        if ((control & 2) != 0)
          interrupt();
      }
    }
  }
  void advance(std::uint32_t n) {
    std::lock_guard lock(mutex);
    step(n);
  }
};

struct cmsdk_device : device {
  std::uint32_t control = 0, value = 0, reload = 0;
  bool status = false;
  std::uint32_t read(std::uint32_t offset) {
    step(1);
    return offset == 4 ? value : offset == 0xc ? status : 0;
  }
  void write(std::uint32_t offset, std::uint32_t to) {
    if (offset == 0)
      control = to;
    if (offset == 8)
      value = reload = to;
    if (offset == 0xc)
      status = false;
  }
  void step(std::uint32_t n) {
    if ((control & 1) == 0)
      return;
    for (; n > value; n -= value + 1, value = reload) {
      status = true;
      interrupt();
    }
    value -= n;
  }
  void advance(std::uint32_t n) {
    std::lock_guard lock(mutex);
    step(n);
  }
};

/// Advances a device for as long as it lives.
template <class Device> class running_clock {
  std::atomic<bool> stop_{false};
  std::thread thread_;

public:
  running_clock(Device &dev, std::uint32_t ticks)
      : thread_([this, &dev, ticks] {
          while (!stop_) {
            dev.advance(ticks);
            std::this_thread::sleep_for(std::chrono::microseconds(50));
          }
        }) {}
  ~running_clock() {
    stop_ = true;
    thread_.join();
  }
};

core_executor<> exec{0};
frame<big> root_frame;

template <class F> void run(F function) {
  host::core_scope core(0);
  exec.spawner().spawn(root_frame, function);
  exec.run();
  exec.run_ready();
}

} // namespace

TEST_CASE("the comparator of a hart wakes a task, not before its moment") {
  static clint_device dev;
  static core_bound_timer<clint<sim<clint_device>>> timer{clint<sim<clint_device>>{{&dev}, 0}};
  dev.handler = [](void *) { timer.on_interrupt(); };
  run([](frame<big> &) -> task<> {
    running_clock time(dev, 10);
    timer.start_async();
    for (int i = 0; i < 3; ++i) {
      std::uint64_t when = timer.now() + 200;
      co_await timer.until(when);
      CHECK(timer.now() >= when);
      CHECK(dev.compare[0] == ~0ull); // quiet
    }
    co_await timer.until(0); // the past
    co_await timer.after(100);
    timer.stop_async();
    exec.stop();
  });
  CHECK(dev.compare[1] == ~0ull); // another hart's
}

TEST_CASE("a wait for a timer that is abandoned leaves it quiet") {
  static clint_device dev;
  static locked_timer<clint<sim<clint_device>>> timer{clint<sim<clint_device>>{{&dev}, 0}};
  dev.handler = [](void *) { timer.on_interrupt(); };
  run([](frame<big> &) -> task<> {
    timer.start_async();
    auto in_time = co_await timeout(milliseconds(2), timer.after(1'000'000));
    CHECK_FALSE(in_time.has_value());
    CHECK(dev.compare[0] == ~0ull);
    running_clock time(dev, 10);
    co_await timer.after(100); // and can be used again
    exec.stop();
  });
}

TEST_CASE("a timer is waited for without interrupts, and no longer than the patience") {
  static clint_device dev;
  core_bound_timer<clint<sim<clint_device>>> timer{clint<sim<clint_device>>{{&dev}, 0}};
  host::core_scope core(0);
  CHECK(timer.wait_blocking(timer.now() + 1000, no_alarm));
  CHECK_FALSE(timer.wait_blocking(~0ull, port::now() + milliseconds(1)));
}

TEST_CASE("a locked timer is used on another core than that which serves it") {
  static clint_device dev;
  static locked_timer<clint<sim<clint_device>>> timer{clint<sim<clint_device>>{{&dev}, 0}};
  static core_executor<> other{1};
  static frame<big> user_frame;
  static std::atomic<bool> started{false};
  static unsigned waits = 0;
  dev.handler = [](void *) { timer.on_interrupt(); };
  running_clock time(dev, 10);
  test::on_cores(2, [](unsigned core) {
    if (core == 0) {
      timer.start_async();
      started = true;
      exec.run();
      return;
    }
    while (!started)
      port::relax();
    other.spawner().spawn(user_frame, [](frame<big> &) -> task<> {
      for (; waits < 20; ++waits)
        co_await timer.after(50);
      exec.stop();
      other.stop();
    });
    other.run();
  });
  CHECK(waits == 20);
  CHECK(timer.home() == 0);
}

TEST_CASE("a core-bound timer is used at home only") {
  static clint_device dev;
  static core_bound_timer<clint<sim<clint_device>>> timer{clint<sim<clint_device>>{{&dev}, 0}};
  static std::string stopped;
  test::on_cores(1, [](unsigned) { timer.start_async(); });
  std::thread([] {
    host::core_scope core(1);
    stopped = test::panics([] { timer.stop_async(); });
  }).join();
  CHECK(stopped == "a timer is made blocking on another core than its home: the handler could run "
                   "meanwhile");
}

TEST_CASE("SysTick counts past its 24 bits") {
  static systick_device dev;
  systick<sim<systick_device>> device{{&dev}};
  device.start();
  std::uint64_t before = device.now();
  for (int i = 0; i < 100; ++i) {
    dev.advance(0x50'0000); // a third of a period
    device.acknowledge();
  }
  std::uint64_t passed = device.now() - before;
  CHECK(passed >= 100ull * 0x50'0000);
  CHECK(passed < 100ull * 0x50'0000 + 1000); // what the reads took
  CHECK(dev.periods == 31);
}

TEST_CASE("SysTick never goes back, wherever in its period it is asked") {
  static systick_device dev;
  systick<sim<systick_device>> device{{&dev}};
  device.start();
  std::uint64_t last = 0;
  bool forward = true;
  device.interrupt_at(device.now() + 0x400);
  for (int i = 0; i < 5000; ++i) {
    dev.advance(static_cast<std::uint32_t>(i % 7));
    std::uint64_t now = device.now();
    forward = forward && now >= last;
    last = now;
    if (i % 100 == 0)
      device.interrupt_at(now + 0x300);
  }
  CHECK(forward);
}

TEST_CASE("SysTick ends a short period in time, also when its beginning is late") {
  // As in an emulator, whose clocks are other threads: a period that was asked for is not there at
  // once.
  static systick_device dev;
  systick<sim<systick_device>> device{{&dev}};
  device.start();
  dev.advance(1000);
  for (unsigned slow : {1u, 50u, 150u, 1000u}) {
    dev.slow = slow;
    std::uint64_t before = device.now();
    device.interrupt_at(before + 0x300);
    CHECK(device.now() >= before);
    CHECK(device.now() < before + 0x300);
    while (dev.late != 0)
      CHECK(device.now() < before + 0x300);
    unsigned periods = dev.periods;
    dev.advance(0x300);
    CHECK(dev.periods == periods + 1);
    device.acknowledge();
    CHECK(device.now() >= before + 0x300);
    CHECK(device.now() < before + 0x300 + 1000);
    dev.advance(0x300); // a second short one if nobody saw the first begin, and no third
    CHECK(dev.periods <= periods + 2);
    device.acknowledge();
    dev.advance(0x1000);
    CHECK(dev.periods <= periods + 2);
  }
}

TEST_CASE("SysTick wakes a task within a period and after several") {
  static systick_device dev;
  static systick<sim<systick_device>> device{{&dev}};
  device.start();
  static core_bound_timer<systick<sim<systick_device>>> timer{device};
  dev.handler = [](void *) { timer.on_interrupt(); };
  run([](frame<big> &) -> task<> {
    timer.start_async();
    {
      running_clock time(dev, 100);
      std::uint64_t when = timer.now() + 2000;
      co_await timer.until(when);
      CHECK(timer.now() >= when);
      CHECK(timer.now() < when + 1'000'000);
    }
    running_clock time(dev, 0x40'0000);
    std::uint64_t when = timer.now() + 0x300'0000; // three periods
    co_await timer.until(when);
    CHECK(timer.now() >= when);
    exec.stop();
  });
}

TEST_CASE("the APB timer wakes a task, also for a moment that is past") {
  static cmsdk_device dev;
  static cmsdk_timer<sim<cmsdk_device>> device{{&dev}};
  device.start();
  static locked_timer<cmsdk_timer<sim<cmsdk_device>>> timer{device};
  dev.handler = [](void *) { timer.on_interrupt(); };
  run([](frame<big> &) -> task<> {
    timer.start_async();
    running_clock time(dev, 100);
    std::uint64_t last = 0;
    bool forward = true;
    for (int i = 0; i < 5; ++i) {
      std::uint64_t when = timer.now() + 3000;
      co_await timer.until(when);
      CHECK(timer.now() >= when);
      forward = forward && timer.now() >= last;
      last = timer.now();
    }
    CHECK(forward);
    co_await timer.until(0);
    CHECK(dev.reload == ~0u); // quiet
    exec.stop();
  });
}
