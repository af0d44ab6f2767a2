//===- queues.cpp - queues under load ---------------------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//===----------------------------------------------------------------------===//

#include "ambit/mpsc_queue.hpp"
#include "ambit/spsc_queue.hpp"
#include "catch.hpp"
#include "machine.hpp"
#include <memory>

using namespace ambit;
using test::on_cores;

TEST_CASE("an spsc_queue keeps the order between two cores") {
  static spsc_queue<std::uint32_t, 256> queue;
  const unsigned n = test::times(100000);
  bool ordered = true;
  on_cores(2, [&](unsigned core) {
    for (std::uint32_t i = 0; i < n;) {
      if (core == 0) {
        if (queue.push(i))
          ++i;
        else
          std::this_thread::yield();
      } else if (auto v = queue.pop()) {
        ordered = ordered && *v == i;
        ++i;
      } else {
        std::this_thread::yield();
      }
    }
  });
  CHECK(ordered);
  CHECK(queue.empty());
}

TEST_CASE("an spsc_queue refuses when it is full and destroys what it holds") {
  auto one = std::make_shared<int>(1);
  {
    spsc_queue<std::shared_ptr<int>, 2> queue;
    CHECK(queue.push(one));
    CHECK(queue.push(one));
    CHECK_FALSE(queue.push(one));
    CHECK(queue.size() == 2);
    CHECK(one.use_count() == 3);
    CHECK(queue.pop().has_value());
    CHECK(one.use_count() == 2);
  }
  CHECK(one.use_count() == 1);
}

TEST_CASE("an mpsc_queue takes from handlers and cores and loses nothing") {
  static mpsc_queue<std::uint32_t, 64> queue;
  static std::uint32_t next[3];
  const unsigned n = test::times(40000);
  bool ordered = true;
  on_cores(3, [&](unsigned core) {
    if (core == 0) {
      std::uint32_t expected[3] = {};
      for (unsigned received = 0; received < 3 * n;)
        if (auto v = queue.pop()) {
          ordered = ordered && (*v & 0xffffff) == expected[*v >> 24]++;
          ++received;
        } else {
          std::this_thread::yield();
        }
      return;
    }
    for (std::uint32_t i = 0; i < n;)
      if (queue.push(core << 24 | i))
        ++i;
      else
        std::this_thread::yield();
    if (core == 1)
      for (unsigned i = 0; i < n; ++i)
        host::raise(
            1, 2,
            [](void *) {
              while (!queue.push(next[0]))
                std::this_thread::yield();
              ++next[0];
            },
            nullptr);
  });
  CHECK(ordered);
  CHECK_FALSE(queue.pop());
}
