// RUN: %ambit-check %s -- -std=c++20 %include -I%S/Inputs 2>&1 | %expect

// A unique_lock holds between lock and unlock.

#include "task.h"
#include <mutex>
#include <optional>
#include <utility>

std::mutex m;
int value;

Here held() {
  std::unique_lock lock(m);
  co_await Delay{1};
  // CHECK: :[[#@LINE-1]]:3: warning: lock 'm' is still held when the coroutine is suspended here [ambit-held-across-await]
  // CHECK: :[[#@LINE-3]]:20: note: it is taken here
  // CHECK: :[[#@LINE-3]]:3: note: whoever runs meanwhile and takes it waits for a coroutine that does not run
  // CHECK: :[[#@LINE-4]]:3: note: release it before, and take it again when the coroutine is resumed
}
Here unlocked() {
  std::unique_lock lock(m);
  ++value;
  lock.unlock();
  co_await Delay{1};
  lock.lock();
  ++value;
}
Here lockedAgain() {
  std::unique_lock lock(m);
  lock.unlock();
  co_await Delay{1};
  lock.lock();
  co_await Delay{2};
  // CHECK: :[[#@LINE-1]]:3: warning: lock 'm' is still held when the coroutine is suspended here [ambit-held-across-await]
  // CHECK: :[[#@LINE-3]]:8: note: it is taken here
  // CHECK: :[[#@LINE-3]]:3: note: whoever runs meanwhile and takes it waits for a coroutine that does not run
  // CHECK: :[[#@LINE-4]]:3: note: release it before, and take it again when the coroutine is resumed
}
Here deferred() {
  std::unique_lock lock(m, std::defer_lock);
  co_await Delay{1};
  lock.lock();
  co_await Delay{2};
  // CHECK: :[[#@LINE-1]]:3: warning: lock 'm' is still held when the coroutine is suspended here [ambit-held-across-await]
  // CHECK: :[[#@LINE-3]]:8: note: it is taken here
  // CHECK: :[[#@LINE-3]]:3: note: whoever runs meanwhile and takes it waits for a coroutine that does not run
  // CHECK: :[[#@LINE-4]]:3: note: release it before, and take it again when the coroutine is resumed
}
Here unlockedOnOneWay(bool early) {
  std::unique_lock lock(m);
  if (early)
    lock.unlock();
  co_await Delay{1};
  // CHECK: :[[#@LINE-1]]:3: warning: lock 'm' is still held when the coroutine is suspended here [ambit-held-across-await]
  // CHECK: :[[#@LINE-5]]:20: note: it is taken here
  // CHECK: :[[#@LINE-3]]:3: note: whoever runs meanwhile and takes it waits for a coroutine that does not run
  // CHECK: :[[#@LINE-4]]:3: note: release it before, and take it again when the coroutine is resumed
}
Here adopted() {
  m.lock();
  std::unique_lock lock(m, std::adopt_lock);
  co_await Delay{1};
  // CHECK: :[[#@LINE-1]]:3: warning: lock 'm' is still held when the coroutine is suspended here [ambit-held-across-await]
  // CHECK: :[[#@LINE-4]]:5: note: it is taken here
  // CHECK: :[[#@LINE-3]]:3: note: whoever runs meanwhile and takes it waits for a coroutine that does not run
  // CHECK: :[[#@LINE-4]]:3: note: release it before, and take it again when the coroutine is resumed
}
Here tried() {
  std::unique_lock lock(m, std::try_to_lock);
  if (lock.owns_lock()) {
    ++value;
    co_await Delay{1};
    // CHECK: :[[#@LINE-1]]:5: warning: lock 'm' is still held when the coroutine is suspended here [ambit-held-across-await]
    // CHECK: :[[#@LINE-5]]:20: note: it is taken here
    // CHECK: :[[#@LINE-3]]:5: note: whoever runs meanwhile and takes it waits for a coroutine that does not run
    // CHECK: :[[#@LINE-4]]:5: note: release it before, and take it again when the coroutine is resumed
  } else {
    co_await Delay{2};
  }
}
Here movedOut() {
  std::unique_lock lock(m);
  {
    std::unique_lock other = std::move(lock);
    ++value;
  }
  co_await Delay{1};
}
Here inOptional() {
  std::optional<std::unique_lock<std::mutex>> lock(m);
  ++value;
  lock.reset();
  co_await Delay{1};
}
