// RUN: not %ambit-check %s -- -std=c++20 %include > %t 2>&1
// RUN: FileCheck %s --input-file=%t --implicit-check-not=ambit- --implicit-check-not='Stack dump'

// Functions that do not compile mean nothing yet; the others are analysed, and nothing falls over.

#include "ambit/annotations.h"
#include <mutex>

struct Half {
  int *slot;
  Half() : slot(missing(1, 2)), gone(3) {}
  std::mutex lock;
  int n AMBIT_GUARDED_BY(lock) = 0;
  void add() {
    auto taken = nothing(lock);
    std::lock_guard held(;
    n += taken;
  }
};

template <class T> void pattern(T &t) {
  std::lock_guard<T> held(t.unknown);
  t.

// CHECK: error:
