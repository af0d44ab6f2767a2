// RUN: %ambit-check %s -- -std=c++20 %include 2>&1 | %expect

// A way in that was made in the section is used after it.

#include "ambit/annotations.h"
#include <mutex>
#include <vector>

class Queue {
public:
  int pop() {
    lock_.lock();
    int &front = items_[0];
    // CHECK: :[[#@LINE-1]]:18: warning: a way into 'items_' is kept in 'front', which outlives the section under 'lock_' [ambit-guarded-state-escape]
    // CHECK: note: it is used here, after the lock was released
    // CHECK: note: 'items_' is declared guarded here
    // CHECK: note: copy what is needed while the lock is held
    lock_.unlock();
    return front;
  }
  int popInside() {
    lock_.lock();
    int &front = items_[0];
    int n = front; // before the release
    lock_.unlock();
    return n;
  }

private:
  std::mutex lock_;
  AMBIT_GUARDED_BY(lock_) std::vector<int> items_;
};
