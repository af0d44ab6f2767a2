// RUN: not %ambit-check %s -- -std=c++20 %include -I%S/Inputs > %t 2>&1
// RUN: FileCheck %s --input-file=%t --implicit-check-not=ambit- --implicit-check-not='Stack dump'

// Coroutines that do not compile mean nothing yet, and nothing falls over.

#include "task.h"

Task half(Lease l, Missing m) {
  auto [a, b] = gone(l);
  co_await Delay{;
  co_await nothing(l);
  for (auto &x : l.missing())
    co_await x;
}
Task wrong() {
  Lease l;
  co_await 5;
  co_await;
  co_yield l;
}
struct NoPromise {};
NoPromise none(Lease l) { co_await Delay{1}; }
auto lambda = [l = unknown()]() -> Task {
  co_await l;
};
template <class T> Task pattern(T t) {
  Lease l;
  co_await t.x;
  co_await undeclared;
}
template Task pattern(int);

// CHECK: error: unknown type name 'Missing'
