//===- LockTest.cpp -------------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "program/Lock.h"
#include "unit/Catch.h"

using namespace ambit;

static Held held(PathId Lock, LockKind K = LockKind::Mutex) {
  Held H;
  H.Lock = Lock;
  H.Kind = K;
  return H;
}

TEST_CASE("the kinds of locks keep out what the model's table says") {
  struct Row {
    const char *Name;
    LockKind Kind;
    bool Cores, Threads, AllIsrs, Blocks, Nests;
  };
  const Row Table[] = {
      {"mutex", LockKind::Mutex, true, false, false, true, false},
      {"recursive_mutex", LockKind::RecursiveMutex, true, false, false, true, true},
      {"irq", LockKind::Irq, false, true, true, false, true},
      {"irq_flat", LockKind::IrqFlat, false, true, true, false, true},
      {"ceiling", LockKind::Ceiling, false, true, false, false, true},
      {"spin", LockKind::Spin, true, false, false, false, false},
      {"spin_irq", LockKind::SpinIrq, true, true, true, false, false},
      {"recursive_spin_irq", LockKind::RecursiveSpinIrq, true, true, true, false, true},
      {"scheduler", LockKind::Scheduler, false, true, false, false, true},
      {"line", LockKind::Line, false, false, false, false, true},
  };
  for (const Row &R : Table) {
    CAPTURE(R.Name);
    CHECK(parseLockKind(R.Name) == R.Kind);
    CHECK(keepsOutCores(R.Kind) == R.Cores);
    // A mutex keeps out the threads that take it too; these keep out all of them.
    CHECK(keepsOutThreads(R.Kind) == R.Threads);
    CHECK(masksAll(R.Kind) == R.AllIsrs);
    CHECK(isMask(R.Kind) == (R.AllIsrs || R.Kind == LockKind::Ceiling));
    CHECK(mayBlock(R.Kind) == R.Blocks);
    CHECK(nests(R.Kind) == R.Nests);
    CHECK(!describe(R.Kind).empty());
  }
  CHECK(!parseLockKind("semaphore"));
  CHECK(!parseLockKind(""));
}

TEST_CASE("equal sets of locks have one number, whatever their order") {
  LockSets Sets;
  Held A = held(1), B = held(2, LockKind::Spin);
  CHECK(Sets.get({}) == 0);
  LockSetId Both = Sets.get({A, B});
  CHECK(Both != 0);
  CHECK(Sets.get({B, A}) == Both);
  CHECK(Sets.get({A, B, A}) == Both);
  CHECK(Sets.get({A}) != Both);
  CHECK(Sets[Both].size() == 2);
  CHECK(Sets[0].empty());
}

TEST_CASE("a lock of another kind, or one that was only tried, is another member of a set") {
  LockSets Sets;
  Held Tried = held(1);
  Tried.IsTried = true;
  CHECK(Sets.get({held(1)}) != Sets.get({held(1, LockKind::Spin)}));
  CHECK(Sets.get({held(1)}) != Sets.get({Tried}));
}

TEST_CASE("a set that was given out stays valid while others are added") {
  LockSets Sets;
  LockSetId First = Sets.get({held(1)});
  const LockSet &Kept = Sets[First];
  for (PathId P = 2; P < 200; ++P)
    Sets.get({held(P)});
  CHECK(Kept.size() == 1);
  CHECK(Kept.front().Lock == 1);
}

TEST_CASE("the intersection holds what both hold") {
  Held A = held(1), B = held(2), C = held(3);
  CHECK(intersect({A, B}, {B, C}) == LockSet{B});
  CHECK(intersect({A}, {B}).empty());
  CHECK(intersect({}, {B}).empty());
  CHECK(intersect({A, B}, {A, B}) == LockSet{A, B});
}
