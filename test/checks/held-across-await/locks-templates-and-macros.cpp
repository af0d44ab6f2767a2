// RUN: %ambit-check %s -- -std=c++20 %include -I%S/Inputs 2>&1 | %expect

// Templates by instantiation, and macros where they are used.

#include "task.h"
#include <mutex>

struct NoLock {
  void lock() {}
  void unlock() {}
};
struct AMBIT_LOCK(spin_irq) Section {
  void lock() AMBIT_ACQUIRE(this);
  void unlock() AMBIT_RELEASE(this);
};
std::mutex m;
Section section;
NoLock none;
int value;
#define WITH_LOCK(l) if (std::lock_guard held_(l); true)
#define SLEEP(n) co_await Delay{n}

template <class Lock> Here update(Lock *) {
  static Lock lock;
  std::lock_guard<Lock> held(lock);
  co_await Delay{1};
  // CHECK: :[[#@LINE-1]]:3: warning: lock 'lock' is still held when the coroutine is suspended here [ambit-held-across-await]
  // CHECK: :[[#@LINE-3]]:25: note: it is taken here
  // CHECK: :[[#@LINE-3]]:3: note: whoever runs meanwhile runs with interrupts masked
  // CHECK: :[[#@LINE-4]]:3: note: release it before, and take it again when the coroutine is resumed
}
template <class Lock> Here never(Lock &lock) {
  std::lock_guard<std::mutex> held(m);
  co_await lock.wait(); // not instantiated
}
template <class Awaitable> Here wait(Awaitable a) {
  std::lock_guard held(m);
  co_await a;
  // CHECK: :[[#@LINE-1]]:3: warning: lock 'm' is still held when the coroutine is suspended here [ambit-held-across-await]
  // CHECK: :[[#@LINE-3]]:19: note: it is taken here
  // CHECK: :[[#@LINE-3]]:3: note: whoever runs meanwhile and takes it waits for a coroutine that does not run
  // CHECK: :[[#@LINE-4]]:3: note: release it before, and take it again when the coroutine is resumed
}
void use() {
  update(&none);
  update(&section);
  wait(std::suspend_never{});
  wait(Delay{1});
  wait(Hop{});
}

Here macros() {
  WITH_LOCK(m) { ++value; }
  SLEEP(1);
  WITH_LOCK(m) {
    SLEEP(2);
    // CHECK: :[[#@LINE-1]]:5: warning: lock 'm' is still held when the coroutine is suspended here [ambit-held-across-await]
    // CHECK: :[[#@LINE-3]]:3: note: it is taken here
    // CHECK: :[[#@LINE-3]]:5: note: whoever runs meanwhile and takes it waits for a coroutine that does not run
    // CHECK: :[[#@LINE-4]]:5: note: release it before, and take it again when the coroutine is resumed
  }
}
Here plain() {
  std::lock_guard held(none);
  co_await Delay{1};
}
