// RUN: not %ambit-check %s -- -std=c++20 %include -I%S/../held-across-await/Inputs > %t 2>&1
// RUN: FileCheck %s --input-file=%t --implicit-check-not=ambit- --implicit-check-not='Stack dump'

// Coroutines that do not compile: no promise, no awaiter, half an expression.

#include "task.h"
#include <mutex>

std::mutex m;
struct NoPromise {};
struct HalfPromise {
  struct promise_type {
    HalfPromise get_return_object();
    std::suspend_always initial_suspend()
  };
};

NoPromise none() {
  std::lock_guard<std::mutex> held(m);
  co_await Delay{1};
}
HalfPromise half() {
  std::lock_guard<std::mutex> held(m);
  co_await Delay{1};
}
Task noAwaiter() {
  std::lock_guard<std::mutex> held(m);
  co_await 5;
  co_await missing;
  co_await;
}
Task halfGuard() {
  std::lock_guard<std::mutex> held(n);
  std::unique_lock taken(
  co_await Delay{1};
}
Task loops() {
  for co_await (int i : m) { co_yield
}

// CHECK: error:
