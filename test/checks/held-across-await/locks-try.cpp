// RUN: %ambit-check %s -- -std=c++20 %include -I%S/Inputs 2>&1 | %expect

// A lock that was only tried is held where that succeeded.

#include "task.h"
#include <chrono>
#include <mutex>

struct AMBIT_LOCK(spin) Spin {
  bool tryTake() AMBIT_TRY_ACQUIRE(true, this);
  void give() AMBIT_RELEASE(this);
};
std::mutex m;
std::timed_mutex timed;
Spin spin;
int value;

Here inside() {
  if (m.try_lock()) {
    co_await Delay{1};
    // CHECK: :[[#@LINE-1]]:5: warning: lock 'm' is still held when the coroutine is suspended here [ambit-held-across-await]
    // CHECK: :[[#@LINE-3]]:9: note: it is taken here
    // CHECK: :[[#@LINE-3]]:5: note: whoever runs meanwhile and takes it waits for a coroutine that does not run
    // CHECK: :[[#@LINE-4]]:5: note: release it before, and take it again when the coroutine is resumed
    m.unlock();
  }
  co_await Delay{2};
}
Here failed() {
  if (!m.try_lock()) {
    co_await Delay{1};
    co_return;
  }
  ++value;
  m.unlock();
}
Here afterReturn() {
  if (!m.try_lock())
    co_return;
  co_await Delay{1};
  // CHECK: :[[#@LINE-1]]:3: warning: lock 'm' is still held when the coroutine is suspended here [ambit-held-across-await]
  // CHECK: :[[#@LINE-4]]:10: note: it is taken here
  // CHECK: :[[#@LINE-3]]:3: note: whoever runs meanwhile and takes it waits for a coroutine that does not run
  // CHECK: :[[#@LINE-4]]:3: note: release it before, and take it again when the coroutine is resumed
  m.unlock();
}
Here byVariable() {
  bool taken = spin.tryTake();
  if (taken) {
    co_await Delay{1};
    // CHECK: :[[#@LINE-1]]:5: warning: lock 'spin' is still held when the coroutine is suspended here [ambit-held-across-await]
    // CHECK: :[[#@LINE-4]]:21: note: it is taken here
    // CHECK: :[[#@LINE-3]]:5: note: whoever runs meanwhile and takes it waits for a coroutine that does not run
    // CHECK: :[[#@LINE-4]]:5: note: release it before, and take it again when the coroutine is resumed
    spin.give();
  } else {
    co_await Delay{2};
  }
}
Here untilItWorks() {
  while (!spin.tryTake())
    co_await Delay{1}; // politely
  ++value;
  spin.give();
}
Here withTime() {
  if (timed.try_lock_for(std::chrono::seconds(1))) {
    co_await Delay{1};
    // CHECK: :[[#@LINE-1]]:5: warning: lock 'timed' is still held when the coroutine is suspended here [ambit-held-across-await]
    // CHECK: :[[#@LINE-3]]:13: note: it is taken here
    // CHECK: :[[#@LINE-3]]:5: note: whoever runs meanwhile and takes it waits for a coroutine that does not run
    // CHECK: :[[#@LINE-4]]:5: note: release it before, and take it again when the coroutine is resumed
    timed.unlock();
  }
}
