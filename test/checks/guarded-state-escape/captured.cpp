// RUN: %ambit-check %s -- -std=c++20 %include 2>&1 | %expect

// A callable that captures guarded state by reference outlives the section.

#include "ambit/annotations.h"
#include <functional>
#include <mutex>

class Meter {
public:
  std::function<int()> later() {
    std::lock_guard<std::mutex> hold(lock_);
    int &value = value_;
    return [&value] { return value; };
    // CHECK: :[[#@LINE-1]]:14: warning: a way into 'value_' is captured in a callable that outlives the section under 'lock_' [ambit-guarded-state-escape]
    // CHECK: note: 'value_' is declared guarded here
    // CHECK: note: copy what is needed while the lock is held
  }
  std::function<int()> byValue() {
    std::lock_guard<std::mutex> hold(lock_);
    return [value = value_] { return value; }; // a copy
  }

private:
  std::mutex lock_;
  AMBIT_GUARDED_BY(lock_) int value_ = 0;
};
