//===- late_wakes.cpp -----------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Late wake-ups: who wakes a task has its header in hand, and the task may end before the wake-up
// is done. The header is at the same place of every use of the storage, so that is one question too
// many at worst. The rule for programs is in docs/runtime.md: frames are static.
//
//===----------------------------------------------------------------------===//

#include "ambit/waker_slot.hpp"
#include "catch.hpp"
#include "machine.hpp"

using namespace ambit;
using test::big;

namespace {

task_header *in_hand = nullptr; // as another core has it between its exchange and its wake-up
unsigned questions = 0;
bool go_on = false;

/// A wait that gives its waker away and counts how often it is asked.
struct given_away : operation<given_away> {
  bool poll(task_header &root) noexcept {
    in_hand = &root;
    ++questions;
    return go_on;
  }
  void result() const noexcept {}
};

core_executor<> exec{0};
frame<big> storage;
join_frame<big> joined;

task<> wait_once(frame<big> &) { co_await given_away(); }
task<> wait_joined(join_frame<big> &) { co_await given_away(); }

void begin() {
  in_hand = nullptr;
  questions = 0;
  go_on = false;
}

/// A task that has waited and ended; the header is still in hand.
void end_one() {
  exec.spawner().spawn(storage, wait_once);
  exec.run_ready();
  go_on = true;
  in_hand->wake();
  exec.run_ready();
  go_on = false;
  questions = 0;
}

} // namespace

TEST_CASE("a wake-up that comes when the task has ended does nothing") {
  host::core_scope core(0);
  begin();
  end_one();
  CHECK(storage.vacant());
  in_hand->wake();
  exec.run_ready();
  CHECK(storage.vacant());
  CHECK(questions == 0);
}

TEST_CASE("a wake-up that comes when the storage has its next task is one question too many") {
  host::core_scope core(0);
  begin();
  end_one();
  task_header *late = in_hand;
  exec.spawner().spawn(storage, wait_once);
  exec.run_ready();
  CHECK(questions == 1);
  late->wake();
  exec.run_ready();
  CHECK(questions == 2);
  CHECK_FALSE(storage.vacant()); // asked, not resumed
  go_on = true;
  late->wake();
  exec.run_ready();
  CHECK(storage.vacant());
}

TEST_CASE("a wake-up that comes between the call of the next task and its start is none") {
  host::core_scope core(0);
  begin();
  end_one();
  task<> next = wait_once(storage);
  in_hand->wake();
  exec.run_ready();
  CHECK(questions == 0); // not started
  exec.spawner().spawn(std::move(next));
  exec.run_ready();
  CHECK(questions == 1);
  go_on = true;
  in_hand->wake();
  exec.run_ready();
}

TEST_CASE("a wake-up that meets a cancellation leaves the storage to the queue that holds it") {
  host::core_scope core(0);
  for (bool wake_first : {true, false}) {
    begin();
    auto h = exec.spawner().spawn(joined, wait_joined);
    exec.run_ready();
    if (wake_first)
      in_hand->wake();
    h.cancel();
    in_hand->wake();
    CHECK_FALSE(joined.vacant());
    exec.run_ready();
    in_hand->wake();
    exec.run_ready();
    h = {};
    CHECK(joined.vacant());
    CHECK(questions ==
          (wake_first ? 2 : 1)); // ready before it was cancelled, it is asked once more
  }
}

TEST_CASE("wake-ups of another core that come late, while the storage is used again and again") {
  static core_executor<> mine{0};
  static frame<big> driver_frame;
  static join_frame<big> place;
  static std::atomic<task_header *> header{nullptr};
  static std::atomic<bool> over{false};
  static unsigned ended;
  header = nullptr;
  over = false;
  ended = 0;
  struct giving : operation<giving> {
    bool poll(task_header &root) noexcept {
      header = &root;
      return false;
    }
    void result() const noexcept {}
  };
  std::thread waker([] {
    while (!over)
      if (task_header *h = header.load())
        h->wake(); // of whoever is there
  });
  test::on_cores(1, [](unsigned) {
    mine.spawner().spawn(driver_frame, [](frame<big> &) -> task<> {
      for (unsigned i = 0; i < test::times(5000); ++i) {
        auto h =
            mine.spawner().spawn(place, [](join_frame<big> &) -> task<> { co_await giving(); });
        for (unsigned k = 0; k < i % 3; ++k)
          co_await yield();
        h.cancel();
        if (!co_await h.join())
          ++ended;
        while (!place.vacant())
          co_await yield();
      }
      over = true;
      mine.stop();
    });
    mine.run();
  });
  waker.join();
  CHECK(ended == test::times(5000));
}
