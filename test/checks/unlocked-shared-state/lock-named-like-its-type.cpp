// RUN: %ambit-check %s -- -std=c++20 %include 2>&1 | %expect

// A member, and a variable of a namespace, with the name of a type: the name of a lock means the object.

#include "ambit/annotations.h"
#include <mutex>

namespace os {
struct AMBIT_LOCK(mutex) gate {
  void lock() AMBIT_ACQUIRE(this);
  void unlock() AMBIT_RELEASE(this);
};
struct gate gate;
} // namespace os

struct Tank {
  struct latch : std::mutex {};
  struct latch latch;
  int level AMBIT_GUARDED_BY(latch) = 0;
  int limit AMBIT_GUARDED_BY(os::gate) = 0;

  void good() {
    latch.lock();
    level++;
    latch.unlock();
    os::gate.lock();
    limit++;
    os::gate.unlock();
  }
  void bad() {
    level++;
    // CHECK: :[[#@LINE-1]]:5: warning: writing 'level' without 'latch', which guards it [ambit-unlocked-shared-state]
    // CHECK: note: 'level' is declared guarded here
    // CHECK: note: hold 'latch' around this access
    limit++;
    // CHECK: :[[#@LINE-1]]:5: warning: writing 'limit' without 'os::gate', which guards it [ambit-unlocked-shared-state]
    // CHECK: note: 'limit' is declared guarded here
    // CHECK: note: hold 'os::gate' around this access
  }
};
