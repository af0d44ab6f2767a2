// RUN: %ambit-check %s -- -std=c11 %include 2>&1 | %expect

// The core of a caller goes down the calls; a claim of a callee is judged at the call.

#include "ambit/annotations.h"

struct AMBIT_CORE_BOUND_TO(0) meter {
  int raw;
};
extern struct meter meter;
AMBIT_RUNS_ON(0) void calibrate(void);
void anywhere(void);

static int read_raw(void) {
  return meter.raw;
  // CHECK: :[[#@LINE-1]]:10: warning: 'read_raw' runs on core 1 but uses 'meter', which is bound to core 0 [ambit-off-core-access]
  // CHECK: :[[#@LINE-10]]:8: note: 'meter' is declared bound to core 0 here
  // CHECK: :[[#@LINE+7]]:12: note: 'average' calls 'read_raw' here
  // CHECK: :[[#@LINE+15]]:10: note: 'report' calls 'average' here
  // CHECK: :[[#@LINE+8]]:1: note: 'report' is declared to run on core 1 here
}
static int average(int n) {
  int sum = 0;
  for (int i = 0; i < n; i++)
    sum += read_raw();
  return sum / n;
}
AMBIT_RUNS_ON(1) int report(void) {
  calibrate();
  // CHECK: :[[#@LINE-1]]:3: warning: 'report' runs on core 1 but calls 'calibrate', which runs on core 0 only [ambit-off-core-access]
  // CHECK: :[[#@LINE-20]]:1: note: 'calibrate' is declared to run on core 0 here
  // CHECK: :[[#@LINE-4]]:1: note: 'report' is declared to run on core 1 here
  anywhere();
  return average(4);
}
AMBIT_RUNS_ON(0) int home(void) {
  calibrate();
  return average(2);
}

AMBIT_RUNS_ON(0) static void step(void) { meter.raw = 0; }
static void steps(void) {
  step();
  // CHECK: :[[#@LINE-1]]:3: warning: 'steps' runs on core 1 but calls 'step', which runs on core 0 only [ambit-off-core-access]
  // CHECK: :[[#@LINE-4]]:1: note: 'step' is declared to run on core 0 here
  // CHECK: :[[#@LINE+3]]:36: note: 'loop' calls 'steps' here
  // CHECK: :[[#@LINE+2]]:1: note: 'loop' is declared to run on core 1 here
}
AMBIT_RUNS_ON(1) void loop(void) { steps(); }
void unknown_caller(void) { step(); } // nobody knows where this runs
