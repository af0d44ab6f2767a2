// RUN: %ambit-check %s -- -std=c++20 %include -I%S/Inputs 2>&1 | %expect

// Coroutines that are lambdas, methods or nested in others; a lock of who makes them is not theirs.

#include "task.h"
#include <mutex>

std::mutex m;
int value;
void start(Here);

class Worker {
public:
  Here step() {
    std::lock_guard held(lock_);
    co_await Delay{1};
    // CHECK: :[[#@LINE-1]]:5: warning: lock 'lock_' is still held when the coroutine is suspended here [ambit-held-across-await]
    // CHECK: :[[#@LINE-3]]:21: note: it is taken here
    // CHECK: :[[#@LINE-3]]:5: note: whoever runs meanwhile and takes it waits for a coroutine that does not run
    // CHECK: :[[#@LINE-4]]:5: note: release it before, and take it again when the coroutine is resumed
  }
  Here run() {
    {
      std::lock_guard held(lock_);
      ++count_;
    }
    co_await Delay{1};
  }

private:
  std::mutex lock_;
  int count_ = 0;
};

void lambda() {
  auto inside = []() -> Here {
    std::lock_guard held(m);
    co_await Delay{1};
    // CHECK: :[[#@LINE-1]]:5: warning: lock 'm' is still held when the coroutine is suspended here [ambit-held-across-await]
    // CHECK: :[[#@LINE-3]]:21: note: it is taken here
    // CHECK: :[[#@LINE-3]]:5: note: whoever runs meanwhile and takes it waits for a coroutine that does not run
    // CHECK: :[[#@LINE-4]]:5: note: release it before, and take it again when the coroutine is resumed
  };
  start(inside());
}
void makersLock() {
  std::lock_guard held(m);
  auto other = []() -> Here { co_await Delay{1}; }; // runs when it is resumed
  ++value;
}
Here lambdaInCoroutine() {
  auto plain = [] {
    std::lock_guard held(m);
    ++value;
  };
  plain();
  co_await Delay{1};
}
Here held() {
  std::lock_guard hold(m);
  auto inner = []() -> Here { co_await Delay{1}; };
  co_await Delay{2};
  // CHECK: :[[#@LINE-1]]:3: warning: lock 'm' is still held when the coroutine is suspended here [ambit-held-across-await]
  // CHECK: :[[#@LINE-4]]:19: note: it is taken here
  // CHECK: :[[#@LINE-3]]:3: note: whoever runs meanwhile and takes it waits for a coroutine that does not run
  // CHECK: :[[#@LINE-4]]:3: note: release it before, and take it again when the coroutine is resumed
}
Here captured() {
  auto hold = [guard = std::unique_lock(m)] { ++value; };
  co_await Delay{1};
  // CHECK: :[[#@LINE-1]]:3: warning: lock 'm' is still held when the coroutine is suspended here [ambit-held-across-await]
  // CHECK: :[[#@LINE-3]]:24: note: it is taken here
  // CHECK: :[[#@LINE-3]]:3: note: whoever runs meanwhile and takes it waits for a coroutine that does not run
  // CHECK: :[[#@LINE-4]]:3: note: release it before, and take it again when the coroutine is resumed
}
