// RUN: %ambit-check %s -- -std=c++20 %include 2>&1 | %expect

// A pattern is reported where it is instantiated with what makes it wrong, and only once.

#include "ambit/annotations.h"

struct AMBIT_LOCK(mutex) Mutex {
  void lock() AMBIT_ACQUIRE(this);
  void unlock() AMBIT_RELEASE(this);
};
struct NoGuard {
  explicit NoGuard(Mutex &) {}
};
class AMBIT_SCOPED_LOCK Guard {
public:
  explicit Guard(Mutex &m) AMBIT_ACQUIRE(m);
  ~Guard() AMBIT_RELEASE();
};

template <class Hold> class Counter {
public:
  void add() {
    Hold hold(lock_);
    ++sum_;
    // CHECK: :[[#@LINE-1]]:7: warning: writing 'sum_' without 'lock_', which guards it [ambit-unlocked-shared-state]
    // CHECK: note: 'use' calls 'add' here
    // CHECK: note: 'sum_' is declared guarded here
    // CHECK: note: hold 'lock_' around this access
  }
  void never() { ++sum_; } // not instantiated

private:
  Mutex lock_;
  AMBIT_GUARDED_BY(lock_) int sum_ = 0;
};

void use(Counter<Guard> &good, Counter<NoGuard> &bad) {
  good.add();
  bad.add();
  bad.add();
}
