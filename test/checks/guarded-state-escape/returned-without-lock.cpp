// RUN: %ambit-check %s -- -std=c++20 %include 2>&1 | %expect

// A getter that returns a reference without any lock hands out the same way in.

#include "ambit/annotations.h"
#include <mutex>
#include <string>

class Name {
public:
  std::string &text() {
    return text_;
    // CHECK: :[[#@LINE-1]]:12: warning: a way into 'text_' is returned, but nothing makes the caller hold 'lock_' [ambit-guarded-state-escape]
    // CHECK: note: 'text_' is declared guarded here
    // CHECK: note: copy what is needed while the lock is held
  }
  std::string *address() AMBIT_REQUIRES(lock_) {
    return &text_; // the caller holds the lock
  }
  std::mutex &lock() { return lock_; } // the lock itself is not guarded

private:
  std::mutex lock_;
  AMBIT_GUARDED_BY(lock_) std::string text_;
};
