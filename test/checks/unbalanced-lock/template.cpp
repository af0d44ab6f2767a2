// RUN: %ambit-check %s -- -std=c++20 %include 2>&1 | %expect

// A function template, reported once.

#include "ambit/annotations.h"
#include <mutex>

template <class Lock> bool enter(Lock &lock, int n) {
  lock.lock();
  if (n < 0)
    return false;
    // CHECK: :[[#@LINE-1]]:5: warning: a lock is still held when 'enter' ends here [ambit-unbalanced-lock]
    // CHECK: note: it is taken here
  lock.unlock();
  return true;
}
template <class Lock> void never(Lock &lock) { lock.lock(); } // not instantiated

struct NoLock {
  void lock() {}
  void unlock() {}
};
bool use(std::mutex &m, std::mutex &n, NoLock &o) { return enter(m, 1) && enter(n, 2) && enter(o, 3); }
