// RUN: %ambit-check %s -- -std=c++20 %include 2>&1 | %expect

// Templates: judged by instantiation, and reported once for a line.

#include "ambit/annotations.h"

struct AMBIT_CORE_BOUND_TO(0) Fast {
  int ticks;
  int read() const;
};
struct Free {
  int ticks;
  int read() const;
};
template <class T> struct AMBIT_CORE_BOUND_TO(1) Bound {
  T value;
  T get() const;
};

template <class T> AMBIT_RUNS_ON(1) int sample(T &t) {
  return t.read();
  // CHECK: :[[#@LINE-1]]:10: warning: 'sample' runs on core 1 but uses 't', which is bound to core 0 [ambit-off-core-access]
  // CHECK: :[[#@LINE-16]]:8: note: 'Fast' is declared bound to core 0 here
  // CHECK: :[[#@LINE-4]]:20: note: 'sample' is declared to run on core 1 here
}
int first(Fast &a, Free &b) { return sample(a) + sample(b); }
template <class T> AMBIT_RUNS_ON(1) int never(T &t) {
  Fast here; // not instantiated
  return t.read() + here.ticks;
}

template <class T> int pass(T &t) { return t.read(); }
// CHECK: :[[#@LINE-1]]:44: warning: 'pass' runs on core 1 but uses 't', which is bound to core 0 [ambit-off-core-access]
// CHECK: :[[#@LINE-27]]:8: note: 'Fast' is declared bound to core 0 here
// CHECK: :[[#@LINE+4]]:40: note: 'caller' calls 'pass' here
// CHECK: :[[#@LINE+3]]:1: note: 'caller' is declared to run on core 1 here
extern Fast fast;
extern Free free_one;
AMBIT_RUNS_ON(1) int caller() { return pass(fast) + pass(free_one); }
AMBIT_RUNS_ON(0) int homeCaller() { return pass(fast); }

AMBIT_RUNS_ON(0) int ofTemplate(Bound<int> &b, Bound<char> &c) {
  return b.get()
  // CHECK: :[[#@LINE-1]]:10: warning: 'ofTemplate' runs on core 0 but uses 'b', which is bound to core 1 [ambit-off-core-access]
  // CHECK: :[[#@LINE-30]]:27: note: 'Bound<int>' is declared bound to core 1 here
  // CHECK: :[[#@LINE-4]]:1: note: 'ofTemplate' is declared to run on core 0 here
         + c.value;
         // CHECK: :[[#@LINE-1]]:12: warning: 'ofTemplate' runs on core 0 but uses 'c', which is bound to core 1 [ambit-off-core-access]
         // CHECK: :[[#@LINE-34]]:27: note: 'Bound<char>' is declared bound to core 1 here
         // CHECK: :[[#@LINE-8]]:1: note: 'ofTemplate' is declared to run on core 0 here
}
AMBIT_RUNS_ON(1) int ofTemplateAtHome(Bound<int> &b) { return b.get(); }

template <int Core> struct Timer {
  AMBIT_RUNS_ON(Core) void arm();
};
