// RUN: %ambit-check %s -- -std=c++20 %include 2>&1 | %expect

// A member function of a template, reported once for all its instantiations.

#include "ambit/annotations.h"
#include <mutex>

template <class T> class Locked {
public:
  T &get() {
    std::lock_guard<std::mutex> hold(lock_);
    return value_;
    // CHECK: :[[#@LINE-1]]:12: warning: a way into 'value_' is returned, but 'lock_' is released on the way out [ambit-guarded-state-escape]
    // CHECK: note: 'value_' is declared guarded here
    // CHECK: note: copy what is needed while the lock is held
  }
  T copy() {
    std::lock_guard<std::mutex> hold(lock_);
    return value_; // a copy
  }
  T &never() {
    std::lock_guard<std::mutex> hold(lock_);
    return value_; // not instantiated
  }

private:
  std::mutex lock_;
  AMBIT_GUARDED_BY(lock_) T value_{};
};

void use(Locked<int> &a, Locked<long> &b) {
  (void)a.get();
  (void)b.get();
  (void)a.copy();
}
