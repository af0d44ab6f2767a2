//===- ContextTest.cpp ----------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "program/Context.h"
#include "unit/Catch.h"

using namespace ambit;

static const Machine OneCore{false, false};
static const Machine ManyCores{true, false};

static Context thread(uint32_t Agent, std::optional<int64_t> Core = std::nullopt) {
  Context C;
  C.What = Context::Thread;
  C.Agent = Agent;
  C.Core = Core;
  return C;
}

static Context isr(uint32_t Agent, std::optional<int64_t> Level = std::nullopt,
                   std::optional<int64_t> Core = std::nullopt) {
  Context C;
  C.What = Context::Isr;
  C.Agent = Agent;
  C.Level = Level;
  C.Core = Core;
  return C;
}

static Held held(PathId Lock, LockKind K) {
  Held H;
  H.Lock = Lock;
  H.Kind = K;
  return H;
}

//===----------------------------------------------------------------------===//
// Overlap: the rows of the model's first table
//===----------------------------------------------------------------------===//

TEST_CASE("contexts on different cores overlap in parallel alone") {
  Overlap O = overlapOf(thread(1, 0), thread(2, 1), ManyCores);
  CHECK(O.IsParallel);
  CHECK(!O.FirstPreempts);
  CHECK(!O.SecondPreempts);
}

TEST_CASE("contexts on cores that are not known to be the same overlap in parallel") {
  CHECK(overlapOf(thread(1, 0), thread(2), ManyCores).IsParallel);
  CHECK(overlapOf(thread(1), thread(2), ManyCores).IsParallel);
  CHECK(!overlapOf(thread(1, 1), thread(2, 1), ManyCores).IsParallel);
  CHECK(!overlapOf(thread(1), thread(2), OneCore).IsParallel);
}

TEST_CASE("a handler preempts a thread of its core, and never the other way round") {
  Overlap O = overlapOf(thread(1), isr(2), OneCore);
  CHECK(O.SecondPreempts);
  CHECK(!O.FirstPreempts);
  CHECK(!O.IsParallel);
  Overlap Reversed = overlapOf(isr(2), thread(1), OneCore);
  CHECK(Reversed.FirstPreempts);
  CHECK(!Reversed.SecondPreempts);
}

TEST_CASE("the handler of the higher level preempts; equal levels do not overlap") {
  Overlap O = overlapOf(isr(1, 2), isr(2, 5), OneCore);
  CHECK(O.SecondPreempts);
  CHECK(!O.FirstPreempts);
  CHECK(!overlapOf(isr(1, 3), isr(2, 3), OneCore).any());
}

TEST_CASE("handlers of unknown levels overlap both ways") {
  Overlap O = overlapOf(isr(1), isr(2, 5), OneCore);
  CHECK(O.SecondPreempts);
  CHECK(O.FirstPreempts);
}

TEST_CASE("threads of one core overlap") {
  Overlap O = overlapOf(thread(1, 0), thread(2, 0), ManyCores);
  CHECK(O.any());
  CHECK(!O.IsParallel);
}

TEST_CASE("what one agent runs does not overlap with itself unless it has many instances") {
  Context A = thread(1), B = thread(1);
  CHECK(!overlapOf(A, B, ManyCores).any());
  A.IsMany = B.IsMany = true;
  CHECK(overlapOf(A, B, ManyCores).any());
}

TEST_CASE("what runs before everything starts overlaps with nothing") {
  Context Init;
  Init.What = Context::Init;
  Init.Agent = 3;
  CHECK(!overlapOf(Init, isr(1), ManyCores).any());
  CHECK(!overlapOf(thread(1), Init, ManyCores).any());
}

TEST_CASE("a signal handler runs in a thread, and on its core") {
  Context Signal = isr(2);
  Signal.IsSignal = true;
  Overlap O = overlapOf(thread(1), Signal, ManyCores);
  CHECK(!O.IsParallel);
  CHECK(O.SecondPreempts);
}

//===----------------------------------------------------------------------===//
// Exclusion: the rows of the model's second table
//===----------------------------------------------------------------------===//

TEST_CASE("each kind of lock masks what the model's table says") {
  PathTable Paths;
  PathId Lock = Paths.root(PathKind::Global, 1);
  Context Thread = thread(2), Handler = isr(3, 4);
  struct Row {
    LockKind Kind;
    bool MasksThread, MasksIsr;
  };
  const Row Table[] = {
      {LockKind::Mutex, false, false},
      {LockKind::RecursiveMutex, false, false},
      {LockKind::Irq, true, true},
      {LockKind::IrqFlat, true, true},
      {LockKind::Spin, false, false},
      {LockKind::SpinIrq, true, true},
      {LockKind::RecursiveSpinIrq, true, true},
      {LockKind::Scheduler, true, false},
  };
  for (const Row &R : Table) {
    CAPTURE(static_cast<int>(R.Kind));
    CHECK(masks(held(Lock, R.Kind), Thread, Paths) == R.MasksThread);
    CHECK(masks(held(Lock, R.Kind), Handler, Paths) == R.MasksIsr);
  }
}

TEST_CASE("a ceiling masks threads, and handlers up to its level") {
  PathTable Paths;
  Held Ceiling = held(Paths.root(PathKind::Global, 1), LockKind::Ceiling);
  Ceiling.Level = 4;
  CHECK(masks(Ceiling, thread(1), Paths));
  CHECK(masks(Ceiling, isr(1, 3), Paths));
  CHECK(masks(Ceiling, isr(1, 4), Paths));
  CHECK(!masks(Ceiling, isr(1, 5), Paths));
  CHECK(masks(Ceiling, isr(1), Paths)); // nobody stated the level
}

TEST_CASE("a disabled line masks its own handler only") {
  PathTable Paths;
  auto Line = [&](int64_t N) {
    int64_t Index = static_cast<int64_t>(MachineLock::FirstLine) + N;
    return held(Paths.root(PathKind::Machine, 0, Index), LockKind::Line);
  };
  Context Handler = isr(1);
  Handler.Line = 5;
  CHECK(masks(Line(5), Handler, Paths));
  CHECK(!masks(Line(6), Handler, Paths));
  CHECK(!masks(Line(5), isr(2), Paths)); // of no known line
  CHECK(!masks(Line(5), thread(3), Paths));
}

TEST_CASE("threads that hold one mutex exclude each other; with different ones they do not") {
  PathTable Paths;
  LockSet A{held(Paths.root(PathKind::Global, 1), LockKind::Mutex)};
  LockSet B{held(Paths.root(PathKind::Global, 2), LockKind::Mutex)};
  CHECK(excludesPreemption(thread(1), A, thread(2), A, Paths));
  CHECK(!excludesPreemption(thread(1), A, thread(2), B, Paths));
  CHECK(!excludesPreemption(thread(1), A, thread(2), {}, Paths));
}

TEST_CASE("a lock that a handler takes too does not exclude the handler") {
  PathTable Paths;
  PathId Lock = Paths.root(PathKind::Global, 1);
  LockSet Spin{held(Lock, LockKind::Spin)};
  LockSet SpinIrq{held(Lock, LockKind::SpinIrq)};
  CHECK(!excludesPreemption(thread(1), Spin, isr(2), Spin, Paths));
  CHECK(excludesPreemption(thread(1), SpinIrq, isr(2), SpinIrq, Paths));
  CHECK(excludesPreemption(thread(1), SpinIrq, isr(2), {}, Paths)); // it masks
}

TEST_CASE("a handler that goes on only after a successful try is excluded") {
  PathTable Paths;
  PathId Lock = Paths.root(PathKind::Global, 1);
  Held Tried = held(Lock, LockKind::Spin);
  Tried.IsTried = true;
  CHECK(excludesPreemption(thread(1), {held(Lock, LockKind::Spin)}, isr(2), {Tried}, Paths));
}

TEST_CASE("only one instance of a lock that keeps out cores excludes in parallel") {
  PathTable Paths;
  for (LockKind K : {LockKind::Mutex, LockKind::RecursiveMutex, LockKind::Spin, LockKind::SpinIrq,
                     LockKind::RecursiveSpinIrq}) {
    CAPTURE(static_cast<int>(K));
    CHECK(excludesParallel({held(1, K)}, {held(1, K)}, Paths));
    CHECK(!excludesParallel({held(1, K)}, {held(2, K)}, Paths));
    CHECK(!excludesParallel({held(1, K)}, {}, Paths));
  }
  for (LockKind K :
       {LockKind::Irq, LockKind::IrqFlat, LockKind::Ceiling, LockKind::Scheduler, LockKind::Line}) {
    CAPTURE(static_cast<int>(K));
    CHECK(!excludesParallel({held(1, K)}, {held(1, K)}, Paths));
  }
}

TEST_CASE("the schedulers of all cores are stopped by a lock that critical sections take, too") {
  PathTable Paths;
  auto Machine = [&](MachineLock L) {
    return Paths.root(PathKind::Machine, 0, static_cast<int64_t>(L));
  };
  const LockSet All{held(Machine(MachineLock::Scheduler), LockKind::SchedulerOfAll)};
  const LockSet Critical{held(Machine(MachineLock::Critical), LockKind::RecursiveSpinIrq)};
  const LockSet Other{held(Paths.root(PathKind::Global, 1), LockKind::RecursiveSpinIrq)};
  CHECK(excludesParallel(All, All, Paths));
  CHECK(excludesParallel(All, Critical, Paths));
  CHECK(excludesParallel(Critical, All, Paths));
  CHECK(!excludesParallel(All, Other, Paths));
  CHECK(!excludesParallel(All, {}, Paths));
  CHECK(excludesPreemption(thread(1), All, thread(2), {}, Paths));
  CHECK(!excludesPreemption(thread(1), All, isr(2), {}, Paths));
}

TEST_CASE("readers who share a lock do not exclude each other, a writer excludes them") {
  PathTable Paths;
  Held Writer = held(1, LockKind::Mutex), Reader = Writer;
  Reader.IsShared = true;
  CHECK(!excludesParallel({Reader}, {Reader}, Paths));
  CHECK(excludesParallel({Reader}, {Writer}, Paths));
  CHECK(excludesParallel({Writer}, {Reader}, Paths));
}
