// RUN: %ambit-check %s -- -std=c++20 %include 2>&1 | %expect

// Statics of functions and classes are reached from every core that calls.

#include "ambit/annotations.h"

class AMBIT_CORE_BOUND Log {
public:
  Log();
  void put(int n);
};
struct Registry {
  static Log log;
  static Log &instance() {
    static Log one;
    return one;
  }
};

AMBIT_RUNS_ON(0) void first() {
  Registry::log.put(0);
}
AMBIT_RUNS_ON(1) void second() {
  Registry::log.put(1);
  // CHECK: :[[#@LINE-1]]:3: warning: 'second' runs on core 1 but uses 'log', which is bound to core 0 [ambit-off-core-access]
  // CHECK: :[[#@LINE-19]]:7: note: 'Log' is declared core-bound here
  // CHECK: :[[#@LINE-4]]:1: note: 'second' is declared to run on core 1 here
  // CHECK: :[[#@LINE-7]]:3: note: 'first' uses it on core 0 here
}
