//===- locks.cpp - what each lock keeps out ---------------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//===----------------------------------------------------------------------===//

#include "ambit/ceiling_lock.hpp"
#include "ambit/irq_lock.hpp"
#include "ambit/irq_spin_lock.hpp"
#include "ambit/locked.hpp"
#include "ambit/mutex.hpp"
#include "ambit/spin_lock.hpp"
#include "catch.hpp"
#include "machine.hpp"

using namespace ambit;
using test::on_cores;
using test::panics;

TEST_CASE("an irq_lock keeps out the handlers of its core") {
  static locked<unsigned, irq_lock> count;
  const unsigned n = test::times(20000);
  count.store(0);
  on_cores(1, [=](unsigned) {
    for (unsigned i = 0; i < n; ++i) {
      host::raise(
          0, 1 + i % port::max_level, [](void *) { count.with([](unsigned &c) { ++c; }); },
          nullptr);
      count.with([](unsigned &c) { ++c; });
    }
  });
  CHECK(count.load() == 2 * n);
}

TEST_CASE("a mask nests and restores what was set before") {
  on_cores(1, [](unsigned) {
    irq_lock a, b;
    CHECK_FALSE(port::masked());
    {
      guard outer(a);
      CHECK(port::masked());
      {
        guard inner(b);
      }
      CHECK(port::masked());
    }
    CHECK_FALSE(port::masked());
  });
}

TEST_CASE("a ceiling keeps out handlers up to its level and lets more urgent ones in") {
  static ceiling_lock<2> lock;
  static std::atomic<unsigned> low{0}, high{0};
  low = high = 0;
  unsigned low_inside = 1, high_inside = 0;
  on_cores(1, [&](unsigned) {
    {
      guard held(lock);
      host::raise(0, 2, [](void *) { low = 1; }, nullptr);
      host::raise(0, 3, [](void *) { high = 1; }, nullptr);
      while (high == 0)
        std::this_thread::yield();
      high_inside = high;
      low_inside = low;
    }
    while (low == 0)
      std::this_thread::yield();
  });
  CHECK(high_inside == 1);
  CHECK(low_inside == 0);
}

TEST_CASE("a ceiling never lowers what is set") {
  on_cores(1, [](unsigned) {
    irq_lock all;
    ceiling_lock<1> low;
    guard outer(all);
    {
      guard inner(low);
    }
    CHECK(port::masked());
  });
}

TEST_CASE("a spin_lock keeps out other cores") {
  static locked<unsigned, spin_lock> count;
  const unsigned n = test::times(100000);
  count.store(0);
  on_cores(2, [=](unsigned) {
    for (unsigned i = 0; i < n; ++i)
      count.with([](unsigned &c) { ++c; });
  });
  CHECK(count.load() == 2 * n);
}

TEST_CASE("an irq_spin_lock keeps out other cores and handlers of every core") {
  static locked<unsigned, irq_spin_lock> count;
  const unsigned n = test::times(20000);
  count.store(0);
  on_cores(2, [=](unsigned core) {
    for (unsigned i = 0; i < n; ++i) {
      host::raise(
          core, 1 + i % port::max_level, [](void *) { count.with([](unsigned &c) { ++c; }); },
          nullptr);
      count.with([](unsigned &c) { ++c; });
    }
  });
  CHECK(count.load() == 4 * n);
}

TEST_CASE("a core that waits for an irq_spin_lock serves its interrupts") {
  static irq_spin_lock lock;
  static std::atomic<bool> taken{false}, served{false};
  taken = served = false;
  on_cores(2, [](unsigned core) {
    if (core == 0) {
      guard held(lock);
      taken = true;
      while (!served)
        std::this_thread::yield();
      return;
    }
    while (!taken)
      std::this_thread::yield();
    host::raise(1, 1, [](void *) { served = true; }, nullptr);
    guard held(lock); // would not end if the wait were masked
  });
  CHECK(served);
}

TEST_CASE("a mutex keeps out threads") {
  static locked<unsigned, mutex<>> count;
  const unsigned n = test::times(100000);
  count.store(0);
  on_cores(3, [=](unsigned) {
    for (unsigned i = 0; i < n; ++i)
      count.with([](unsigned &c) { ++c; });
  });
  CHECK(count.load() == 3 * n);
}

TEST_CASE("locked gives out values and a section that ends with its scope") {
  locked<std::pair<int, int>, irq_lock> l({1, 2});
  host::core_scope core(0);
  {
    auto section = l.lock();
    section->first = 5;
    CHECK(port::masked());
  }
  CHECK_FALSE(port::masked());
  CHECK(l.with([](auto &p) { return p.first + p.second; }) == 7);
}

#if AMBIT_DEBUG
TEST_CASE("debug builds say what was done wrong with a lock") {
  host::core_scope core(0);
  irq_spin_lock lock;
  CHECK(panics([&] {
          guard outer(lock);
          auto again = lock.acquire();
          lock.release(again);
        }) == "an irq_spin_lock is taken by the core that holds it");
  port::unmask(0); // what the abandoned guards would have done
  irq_spin_lock other;
  CHECK(panics([&] { other.release(0); }) ==
        "an irq_spin_lock is released by a core that does not hold it");
  spin_lock spin;
  CHECK(panics([&] { spin.release(); }) == "a spin_lock is released that nobody holds");
  mutex<> m;
  CHECK(panics([&] {
          irq_lock mask;
          guard held(mask);
          m.acquire();
        }) == "a mutex is taken while interrupts are masked");
  port::unmask(0);
}
#endif
