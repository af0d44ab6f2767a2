// RUN: %ambit-check %s -- -std=c11 %include 2>&1 | %expect

// Functions that say which core they run on.

#include "ambit/annotations.h"

struct AMBIT_LOCK(spin) spin { int owner; };
void take(struct spin *s) AMBIT_ACQUIRE(s);
void give(struct spin *s) AMBIT_RELEASE(s);

static struct spin s;
static int raced, spun, of_core1;

AMBIT_RUNS_ON(0) void core0(void) {
  raced = 1;
  // CHECK: :[[#@LINE-1]]:3: warning: writing 'raced' is not excluded from 'core1' [ambit-undeclared-shared-state]
  // CHECK: note: 'core1' reads 'raced' here
  // CHECK: note: hold one lock that keeps out other cores around both accesses
  take(&s);
  spun = 1; // one lock
  give(&s);
}
AMBIT_RUNS_ON(1) void core1(void) {
  int n = raced;
  take(&s);
  spun = n; // one lock
  give(&s);
  of_core1 = n; // of one context
}
