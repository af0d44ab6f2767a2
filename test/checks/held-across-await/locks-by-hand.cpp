// RUN: %ambit-check %s -- -std=c++20 %include -I%S/Inputs 2>&1 | %expect

// Locks that are taken and released by hand, standard ones and annotated ones.

#include "task.h"
#include <mutex>

struct AMBIT_LOCK(spin) Spin {
  void take() AMBIT_ACQUIRE(this);
  void give() AMBIT_RELEASE(this);
};
std::mutex m;
Spin spin;
int value;

Here mutex() {
  m.lock();
  co_await Delay{1};
  // CHECK: :[[#@LINE-1]]:3: warning: lock 'm' is still held when the coroutine is suspended here [ambit-held-across-await]
  // CHECK: :[[#@LINE-3]]:5: note: it is taken here
  // CHECK: :[[#@LINE-3]]:3: note: whoever runs meanwhile and takes it waits for a coroutine that does not run
  // CHECK: :[[#@LINE-4]]:3: note: release it before, and take it again when the coroutine is resumed
  m.unlock();
}
Here released() {
  m.lock();
  ++value;
  m.unlock();
  co_await Delay{1};
}
Here spinLock() {
  spin.take();
  co_await Delay{1};
  // CHECK: :[[#@LINE-1]]:3: warning: lock 'spin' is still held when the coroutine is suspended here [ambit-held-across-await]
  // CHECK: :[[#@LINE-3]]:8: note: it is taken here
  // CHECK: :[[#@LINE-3]]:3: note: whoever runs meanwhile and takes it waits for a coroutine that does not run
  // CHECK: :[[#@LINE-4]]:3: note: release it before, and take it again when the coroutine is resumed
  spin.give();
}
Here twoInTurn() {
  m.lock();
  spin.take();
  spin.give();
  co_await Delay{1};
  // CHECK: :[[#@LINE-1]]:3: warning: lock 'm' is still held when the coroutine is suspended here [ambit-held-across-await]
  // CHECK: :[[#@LINE-5]]:5: note: it is taken here
  // CHECK: :[[#@LINE-3]]:3: note: whoever runs meanwhile and takes it waits for a coroutine that does not run
  // CHECK: :[[#@LINE-4]]:3: note: release it before, and take it again when the coroutine is resumed
  m.unlock();
}
Here onOneWay(bool careful) {
  if (careful)
    m.lock();
  co_await Delay{1};
  // CHECK: :[[#@LINE-1]]:3: warning: lock 'm' is still held when the coroutine is suspended here [ambit-held-across-await]
  // CHECK: :[[#@LINE-3]]:7: note: it is taken here
  // CHECK: :[[#@LINE-3]]:3: note: whoever runs meanwhile and takes it waits for a coroutine that does not run
  // CHECK: :[[#@LINE-4]]:3: note: release it before, and take it again when the coroutine is resumed
  if (careful)
    m.unlock();
}
Here waitsOnlyWithout(bool careful) {
  if (careful)
    m.lock();
  if (!careful)
    co_await Delay{1};
  if (careful)
    m.unlock();
}
static void enter() { spin.take(); }
static void leave() { spin.give(); }
Here throughHelpers() {
  enter();
  co_await Delay{1};
  // CHECK: :[[#@LINE-1]]:3: warning: lock 'spin' is still held when the coroutine is suspended here [ambit-held-across-await]
  // CHECK: :[[#@LINE-3]]:3: note: it is taken here
  // CHECK: :[[#@LINE-3]]:3: note: whoever runs meanwhile and takes it waits for a coroutine that does not run
  // CHECK: :[[#@LINE-4]]:3: note: release it before, and take it again when the coroutine is resumed
  leave();
  co_await Delay{2};
}
