// RUN: %ambit-check %s -- -std=c11 %include 2>&1 | %expect

// A C object lives where it is defined.

#include "ambit/annotations.h"

struct AMBIT_CORE_BOUND_TO(0) fifo {
  unsigned level;
  unsigned words[4];
};
void fifo_open(struct fifo *f);
void fifo_close(struct fifo *f);

AMBIT_RUNS_ON(1) unsigned wrong(void) {
  struct fifo f = {0};
  // CHECK: :[[#@LINE-1]]:15: warning: 'wrong' runs on core 1 but makes 'f', which is bound to core 0 [ambit-off-core-access]
  // CHECK: :[[#@LINE-10]]:8: note: 'fifo' is declared bound to core 0 here
  // CHECK: :[[#@LINE-4]]:1: note: 'wrong' is declared to run on core 1 here
  fifo_open(&f);
  f.level = 1;
  fifo_close(&f);
  return f.level;
}
AMBIT_RUNS_ON(1) void uninitialised(void) {
  struct fifo f;
  // CHECK: :[[#@LINE-1]]:15: warning: 'uninitialised' runs on core 1 but makes 'f', which is bound to core 0 [ambit-off-core-access]
  // CHECK: :[[#@LINE-20]]:8: note: 'fifo' is declared bound to core 0 here
  // CHECK: :[[#@LINE-4]]:1: note: 'uninitialised' is declared to run on core 1 here
  fifo_open(&f);
}
AMBIT_RUNS_ON(1) struct fifo *only_pointer(struct fifo *all, int n) {
  struct fifo *f = &all[n];
  return f;
}
AMBIT_RUNS_ON(0) unsigned right(void) {
  struct fifo f = {0};
  fifo_open(&f);
  return f.level;
}
