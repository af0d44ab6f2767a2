// RUN: %ambit-check %s -- -std=c++17 %include 2>&1 | %expect

// std::mutex must not be tried by who holds it.

#include <mutex>

std::mutex lock;

void tries() {
  lock.lock();
  if (lock.try_lock())
    // CHECK: :[[#@LINE-1]]:12: warning: lock 'lock' is taken while it is held already [ambit-unbalanced-lock]
    // CHECK: note: it is taken here
    lock.unlock();
  lock.unlock();
}
