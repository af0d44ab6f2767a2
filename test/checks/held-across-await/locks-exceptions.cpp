// RUN: %ambit-check %s -- -std=c++20 -fexceptions %include -I%S/Inputs 2>&1 | %expect

// What is thrown lets go of guards, and not of what was locked by hand.

#include "task.h"
#include <mutex>

std::mutex m;
int value;
void mayThrow();

Here inTry() {
  try {
    std::lock_guard held(m);
    mayThrow();
    co_await Delay{1};
    // CHECK: :[[#@LINE-1]]:5: warning: lock 'm' is still held when the coroutine is suspended here [ambit-held-across-await]
    // CHECK: :[[#@LINE-4]]:21: note: it is taken here
    // CHECK: :[[#@LINE-3]]:5: note: whoever runs meanwhile and takes it waits for a coroutine that does not run
    // CHECK: :[[#@LINE-4]]:5: note: release it before, and take it again when the coroutine is resumed
  } catch (...) {
    value = 0;
  }
  co_await Delay{2};
}
Here before() {
  try {
    std::lock_guard held(m);
    mayThrow();
  } catch (int) {
    value = 0;
  }
  co_await Delay{1};
}
Here around() {
  std::lock_guard held(m);
  try {
    mayThrow();
    co_await Delay{1};
    // CHECK: :[[#@LINE-1]]:5: warning: lock 'm' is still held when the coroutine is suspended here [ambit-held-across-await]
    // CHECK: :[[#@LINE-5]]:19: note: it is taken here
    // CHECK: :[[#@LINE-3]]:5: note: whoever runs meanwhile and takes it waits for a coroutine that does not run
    // CHECK: :[[#@LINE-4]]:5: note: release it before, and take it again when the coroutine is resumed
  } catch (...) {
    throw;
  }
}
Here throwsInstead() {
  std::unique_lock held(m);
  if (value)
    throw 1;
  held.unlock();
  co_await Delay{1};
}
