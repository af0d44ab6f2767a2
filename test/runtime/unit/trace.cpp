//===- trace.cpp ----------------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Built with AMBIT_TRACE=1, in a program of its own: the definition holds for a whole program.
//
//===----------------------------------------------------------------------===//

#include "ambit/channel.hpp"
#include "ambit/join.hpp"
#include "ambit/nursery.hpp"
#include "ambit/signal.hpp"
#include "ambit/timeout.hpp"
#include "ambit/trace_table.hpp"
#include "catch.hpp"
#include "machine.hpp"
#include <string>

using namespace ambit;
using test::big;

namespace {

using state = trace_row::state;

/// Runs the executor in a core, with a table.
template <class F> void traced(core_executor<> &exec, trace_table<4> &table, F start) {
  exec.trace().connect(&table);
  host::core_scope core(0);
  start();
  exec.run_ready();
}

const trace_row &row_of(const trace_table<4> &table, const void *storage) {
  static const trace_row none;
  for (const trace_row &r : table.rows())
    if (r.storage == storage)
      return r;
  return none;
}

/// Whether a task waits, for `object`, in an operation whose type has `type` in its name.
bool waits(const trace_row &row, const void *object, const std::string &type) {
  return row.is == state::waiting && row.waits_for.object == object &&
         std::string(row.waits_for.operation).find(type) != std::string::npos;
}

} // namespace

TEST_CASE("the trace says which object a task waits for, and in which operation") {
  static core_executor<> exec{0};
  static trace_table<4> table;
  static signal<int> event;
  static channel<int, 2> pipe;
  static frame<big> a, b;
  traced(exec, table, [] {
    exec.spawner().spawn(a, [](frame<big> &) -> task<> { co_await event.wait(); });
    exec.spawner().spawn(b, [](frame<big> &) -> task<> { co_await pipe.receive(); });
  });
  CHECK(waits(row_of(table, a.place()), &event, "signal<int>"));
  CHECK(waits(row_of(table, b.place()), &pipe, "channel<int, 2"));

  host::core_scope core(0);
  event.set(1);
  exec.run_ready();
  CHECK(row_of(table, a.place()).is == state::ended);
  CHECK(row_of(table, a.place()).resumptions == 2);
  CHECK(row_of(table, b.place()).is == state::waiting);
  pipe.close();
  exec.run_ready();
}

TEST_CASE("a wait in an awaited task is the wait of its root") {
  static core_executor<> exec{0};
  static trace_table<4> table;
  static signal<> event;
  static frame<big> outer, inner;
  traced(exec, table, [] {
    exec.spawner().spawn(outer, [](frame<big> &) -> task<> {
      co_await [](frame<big> &) -> task<> { co_await event.wait(); }(inner);
    });
  });
  CHECK(table.rows().size() == 1);
  CHECK(waits(row_of(table, outer.place()), &event, "signal"));
  host::core_scope core(0);
  event.set();
  exec.run_ready();
}

TEST_CASE("the run time of a task is what it ran, not what it waited") {
  static core_executor<> exec{0};
  static trace_table<4> table;
  static frame<big> lazy, busy;
  static tick begun, ended;
  exec.trace().connect(&table);
  {
    host::core_scope core(0);
    exec.spawner().spawn(lazy, [](frame<big> &) -> task<> {
      begun = port::now();
      co_await after(milliseconds(20));
      ended = port::now();
      exec.stop();
    });
    exec.spawner().spawn(busy, [](frame<big> &) -> task<> {
      for (int i = 0; i < 3; ++i) {
        for (tick until = port::now() + milliseconds(1); port::now() < until;) {
        }
        co_await yield();
      }
    });
    exec.run();
  }
  CHECK(row_of(table, busy.place()).ran_for >= milliseconds(3));
  CHECK(row_of(table, busy.place()).resumptions == 4);
  CHECK(row_of(table, lazy.place()).ran_for < ended - begun);
  CHECK(table.lost() == 0);
}

TEST_CASE("a task that is cancelled where it waits has ended") {
  static core_executor<> exec{0};
  static trace_table<4> table;
  static signal<> never;
  static join_frame<big> a, b;
  traced(exec, table, [] {
    auto h = exec.spawner().spawn(a, [](join_frame<big> &) -> task<> { co_await never.wait(); });
    exec.run_ready();
    CHECK(row_of(table, a.place()).is == state::waiting);
    h.cancel();
    exec.run_ready();
    CHECK(row_of(table, a.place()).is == state::ended);
    {
      nursery children(exec);
      children.spawn(b, [](join_frame<big> &) -> task<> { co_await never.wait(); });
      exec.run_ready();
      CHECK(row_of(table, b.place()).is == state::waiting);
    }
    CHECK(row_of(table, b.place()).is == state::ended);
  });
}

TEST_CASE("a report without a row is counted") {
  static core_executor<> exec{0};
  static trace_table<4> table;
  static frame<big> frames[5];
  traced(exec, table, [] {
    for (auto &f : frames)
      exec.spawner().spawn(f, [](frame<big> &) -> task<> { co_return; });
  });
  CHECK(table.rows().size() == 4);
  CHECK(table.lost() == 2); // resumed and ended
}
