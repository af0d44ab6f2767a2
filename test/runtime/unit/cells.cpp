//===- cells.cpp - values that contexts share -------------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//===----------------------------------------------------------------------===//

#include "ambit/atomic_cell.hpp"
#include "ambit/core_bound.hpp"
#include "ambit/core_local.hpp"
#include "ambit/irq_cell.hpp"
#include "ambit/seq_cell.hpp"
#include "catch.hpp"
#include "machine.hpp"

using namespace ambit;
using test::on_cores;

TEST_CASE("an irq_cell is changed by a handler and its core") {
  static irq_cell<std::uint64_t> cell;
  const unsigned n = test::times(20000);
  cell.store(0);
  on_cores(1, [=](unsigned) {
    for (unsigned i = 0; i < n; ++i) {
      host::raise(0, 1, [](void *) { cell.update([](auto &v) { ++v; }); }, nullptr);
      cell.update([](auto &v) { ++v; });
    }
  });
  CHECK(cell.load() == 2 * n);
  CHECK(cell.exchange(1) == 2 * n);
}

TEST_CASE("an atomic_cell is changed by everybody") {
  static atomic_cell<unsigned> cell;
  const unsigned n = test::times(100000);
  cell.store(0);
  on_cores(2, [=](unsigned) {
    for (unsigned i = 0; i < n; ++i)
      cell.add(1);
  });
  CHECK(cell.load() == 2 * n);
  unsigned expected = 0;
  CHECK_FALSE(cell.replace(expected, 7));
  CHECK(expected == 2 * n);
  CHECK(cell.replace(expected, 7));
  CHECK(cell.load() == 7);
}

TEST_CASE("a reader of a seq_cell sees no half-written value") {
  struct triple {
    std::uint64_t a, b, c;
  };
  static seq_cell<triple> cell;
  const unsigned n = test::times(200000);
  cell.store({});
  static std::atomic<bool> torn{false};
  on_cores(3, [=](unsigned core) {
    std::uint64_t last = 0;
    for (unsigned i = 1; i <= n; ++i)
      if (core == 0) {
        cell.store({i, 2 * std::uint64_t{i}, 3 * std::uint64_t{i}});
      } else {
        triple t = cell.load();
        if (t.b != 2 * t.a || t.c != 3 * t.a || t.a < last)
          torn = true;
        last = t.a;
      }
  });
  CHECK_FALSE(torn);
  CHECK(cell.load().c == 3 * std::uint64_t{n});
}

TEST_CASE("each core has its own core_local") {
  static core_local<unsigned> mine;
  static std::atomic<int> right{0};
  on_cores(3, [](unsigned core) {
    for (unsigned i = 0; i < 100 * (core + 1); ++i)
      mine.with([](unsigned &v) { ++v; });
    core_token token;
    right += mine.get(token) == 100 * (core + 1) && token.core() == core ? 1 : 0;
  });
  CHECK(right == 3);
  CHECK(mine.of(2) == 300);
}

namespace {
struct driver {
  std::atomic<unsigned> &destroyed_on;
  explicit driver(std::atomic<unsigned> &d) : destroyed_on(d) {}
  ~driver() { destroyed_on = port::core() + 1; }
};
} // namespace

TEST_CASE("a core_bound object that another core retires is destroyed at home") {
  static core_executor<> home{1};
  static core_bound<driver> bound;
  static std::atomic<unsigned> destroyed_on{0};
  static std::atomic<bool> made{false};
  on_cores(2, [](unsigned core) {
    if (core == 1) {
      bound.emplace(home, destroyed_on);
      made = true;
      home.run();
      return;
    }
    while (!made)
      std::this_thread::yield();
#if AMBIT_DEBUG
    CHECK(test::panics([] { bound.get(); }) ==
          "a core_bound object is used on another core than its own");
#endif
    bound.retire();
    while (!bound.empty())
      std::this_thread::yield();
    home.stop();
  });
  CHECK(destroyed_on == 2);
}
