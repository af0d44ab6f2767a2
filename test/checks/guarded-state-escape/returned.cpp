// RUN: %ambit-check %s -- -std=c++20 %include 2>&1 | %expect

// A reference, a pointer or a view to guarded state is returned out of its section; a copy is not.

#include "ambit/annotations.h"
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

class Log {
public:
  const std::string &byReference() {
    std::lock_guard<std::mutex> hold(lock_);
    return last_;
    // CHECK: :[[#@LINE-1]]:12: warning: a way into 'last_' is returned, but 'lock_' is released on the way out [ambit-guarded-state-escape]
    // CHECK: note: 'last_' is declared guarded here
    // CHECK: note: copy what is needed while the lock is held
  }
  const std::string *byPointer() {
    std::lock_guard<std::mutex> hold(lock_);
    return &last_;
    // CHECK: :[[#@LINE-1]]:12: warning: a way into 'last_' is returned, but 'lock_' is released on the way out [ambit-guarded-state-escape]
    // CHECK: note: 'last_' is declared guarded here
    // CHECK: note: copy what is needed while the lock is held
  }
  std::string_view byView() {
    std::lock_guard<std::mutex> hold(lock_);
    return last_;
    // CHECK: :[[#@LINE-1]]:12: warning: a way into 'last_' is returned, but 'lock_' is released on the way out [ambit-guarded-state-escape]
    // CHECK: note: 'last_' is declared guarded here
    // CHECK: note: copy what is needed while the lock is held
  }
  std::string byValue() {
    std::lock_guard<std::mutex> hold(lock_);
    return last_; // a copy
  }
  std::vector<int>::iterator first() {
    std::lock_guard<std::mutex> hold(lock_);
    return all_.begin();
    // CHECK: :[[#@LINE-1]]:17: warning: a way into 'all_' is returned, but 'lock_' is released on the way out [ambit-guarded-state-escape]
    // CHECK: note: 'all_' is declared guarded here
    // CHECK: note: copy what is needed while the lock is held
  }
  std::size_t size() {
    std::lock_guard<std::mutex> hold(lock_);
    return all_.size(); // a number
  }
  const std::string &forHolder() AMBIT_REQUIRES(lock_) {
    return last_; // the caller holds the lock
  }

private:
  std::mutex lock_;
  AMBIT_GUARDED_BY(lock_) std::string last_;
  AMBIT_GUARDED_BY(lock_) std::vector<int> all_;
};
