// RUN: %ambit-check %s -- -std=c++20 %include 2>&1 | %expect

// GUARDED_BY a member: that object's lock has to be held, not another object's.

#include "ambit/annotations.h"
#include <mutex>

class Account {
public:
  void add(int n) {
    std::lock_guard<std::mutex> hold(lock_);
    sum_ += n; // held
  }
  void addBare(int n) {
    sum_ += n;
    // CHECK: :[[#@LINE-1]]:5: warning: writing 'sum_' without 'lock_', which guards it [ambit-unlocked-shared-state]
    // CHECK: note: 'sum_' is declared guarded here
    // CHECK: note: hold 'lock_' around this access
  }
  void addUnlocked(int n) AMBIT_REQUIRES(lock_) {
    sum_ += n; // the caller holds it
  }
  void moveFrom(Account &other) {
    std::lock_guard<std::mutex> hold(lock_);
    sum_ += 1; // this object's lock
    other.sum_ -= 1;
    // CHECK: :[[#@LINE-1]]:11: warning: writing 'sum_' without 'lock_', which guards it [ambit-unlocked-shared-state]
    // CHECK: note: 'sum_' is declared guarded here
    // CHECK: note: hold 'lock_' around this access
  }
  void twice() {
    {
      std::scoped_lock hold(lock_);
      sum_ = 1; // held
    }
    sum_ = 2;
    // CHECK: :[[#@LINE-1]]:5: warning: writing 'sum_' without 'lock_', which guards it [ambit-unlocked-shared-state]
    // CHECK: note: 'sum_' is declared guarded here
    // CHECK: note: hold 'lock_' around this access
  }
  Account() { sum_ = 0; } // nobody else has it yet

private:
  std::mutex lock_;
  AMBIT_GUARDED_BY(lock_) int sum_;
};
