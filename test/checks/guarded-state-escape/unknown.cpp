// RUN: %ambit-check %s -- -std=c++20 %include 2>&1 | %expect

// Where it is not known that the way in leaves, nothing is said.

#include "ambit/annotations.h"
#include <mutex>
#include <vector>

int sum(const int *first, const int *last); // may keep them, for all that is known

class Samples {
public:
  int total() {
    std::lock_guard<std::mutex> hold(lock_);
    return sum(all_.data(), all_.data() + all_.size());
  }
  template <class F> auto with(F f) {
    std::lock_guard<std::mutex> hold(lock_);
    return f(all_); // called inside of the section
  }
  void run() {
    with([](std::vector<int> &v) { return v.size(); });
  }

private:
  std::mutex lock_;
  AMBIT_GUARDED_BY(lock_) std::vector<int> all_;
};
