// RUN: %ambit-check %s -- -std=c++20 %include -I%S/Inputs 2>&1 | %expect

// A guard that is alive where the coroutine is suspended holds its lock meanwhile, wherever it resumes.

#include "task.h"
#include <mutex>
#include <shared_mutex>

std::mutex m;
std::shared_mutex readers;
int value;

Here guard() {
  std::lock_guard<std::mutex> held(m);
  co_await Delay{1};
  // CHECK: :[[#@LINE-1]]:3: warning: lock 'm' is still held when the coroutine is suspended here [ambit-held-across-await]
  // CHECK: :[[#@LINE-3]]:31: note: it is taken here
  // CHECK: :[[#@LINE-3]]:3: note: whoever runs meanwhile and takes it waits for a coroutine that does not run
  // CHECK: :[[#@LINE-4]]:3: note: release it before, and take it again when the coroutine is resumed
}
Here scoped() {
  std::scoped_lock held(m);
  value = co_await Delay{1};
  // CHECK: :[[#@LINE-1]]:11: warning: lock 'm' is still held when the coroutine is suspended here [ambit-held-across-await]
  // CHECK: :[[#@LINE-3]]:20: note: it is taken here
  // CHECK: :[[#@LINE-3]]:11: note: whoever runs meanwhile and takes it waits for a coroutine that does not run
  // CHECK: :[[#@LINE-4]]:11: note: release it before, and take it again when the coroutine is resumed
}
Here shared() {
  std::shared_lock held(readers);
  co_await Delay{1};
  // CHECK: :[[#@LINE-1]]:3: warning: lock 'readers' is still held when the coroutine is suspended here [ambit-held-across-await]
  // CHECK: :[[#@LINE-3]]:20: note: it is taken here
  // CHECK: :[[#@LINE-3]]:3: note: whoever runs meanwhile and takes it waits for a coroutine that does not run
  // CHECK: :[[#@LINE-4]]:3: note: release it before, and take it again when the coroutine is resumed
}
Task resumedElsewhere() {
  std::lock_guard held(m);
  co_await Delay{1};
  // CHECK: :[[#@LINE-1]]:3: warning: lock 'm' is still held when the coroutine is suspended here [ambit-held-across-await]
  // CHECK: :[[#@LINE-3]]:19: note: it is taken here
  // CHECK: :[[#@LINE-3]]:3: note: whoever runs meanwhile and takes it waits for a coroutine that does not run
  // CHECK: :[[#@LINE-4]]:3: note: release it before, and take it again when the coroutine is resumed
}
Here closedBefore() {
  {
    std::lock_guard held(m);
    ++value;
  }
  co_await Delay{1};
  std::lock_guard held(m);
  ++value;
}
Here eachTime(int n) {
  for (int i = 0; i < n; ++i) {
    std::lock_guard held(m);
    ++value;
  }
  co_await Delay{n};
}
Here inLoop(int n) {
  for (int i = 0; i < n; ++i) {
    std::lock_guard held(m);
    co_await Delay{i};
    // CHECK: :[[#@LINE-1]]:5: warning: lock 'm' is still held when the coroutine is suspended here [ambit-held-across-await]
    // CHECK: :[[#@LINE-3]]:21: note: it is taken here
    // CHECK: :[[#@LINE-3]]:5: note: whoever runs meanwhile and takes it waits for a coroutine that does not run
    // CHECK: :[[#@LINE-4]]:5: note: release it before, and take it again when the coroutine is resumed
  }
}
Here twice() {
  std::lock_guard held(m);
  co_await Delay{1};
  // CHECK: :[[#@LINE-1]]:3: warning: lock 'm' is still held when the coroutine is suspended here [ambit-held-across-await]
  // CHECK: :[[#@LINE-3]]:19: note: it is taken here
  // CHECK: :[[#@LINE-3]]:3: note: whoever runs meanwhile and takes it waits for a coroutine that does not run
  // CHECK: :[[#@LINE-4]]:3: note: release it before, and take it again when the coroutine is resumed
  co_await Delay{2};
  // CHECK: :[[#@LINE-1]]:3: warning: lock 'm' is still held when the coroutine is suspended here [ambit-held-across-await]
  // CHECK: :[[#@LINE-8]]:19: note: it is taken here
  // CHECK: :[[#@LINE-3]]:3: note: whoever runs meanwhile and takes it waits for a coroutine that does not run
  // CHECK: :[[#@LINE-4]]:3: note: release it before, and take it again when the coroutine is resumed
}
Here onOneWay(bool hurry) {
  if (hurry) {
    std::lock_guard held(m);
    ++value;
  } else {
    co_await Delay{3};
  }
}
Here neverSuspends() {
  std::lock_guard held(m);
  co_await std::suspend_never{};
}
int noCoroutine() {
  std::lock_guard held(m);
  return value;
}
