// RUN: %ambit-check %s -- -std=c++20 %include 2>&1 | %expect

// An exception leaves with the lock held; a guard releases it.

#include "ambit/annotations.h"
#include <mutex>

std::mutex m;

void leaks(int n) {
  m.lock();
  if (n < 0)
    throw n;
    // CHECK: :[[#@LINE-1]]:5: warning: lock 'm' is still held when 'leaks' ends here [ambit-unbalanced-lock]
    // CHECK: note: it is taken here
  m.unlock();
}
void guarded(int n) {
  std::lock_guard<std::mutex> hold(m);
  if (n < 0)
    throw n; // the guard releases it
}
void unique(int n) {
  std::unique_lock<std::mutex> hold(m);
  if (n < 0)
    hold.unlock();
}
