// RUN: %ambit-check %s -- -std=c11 %include 2>&1 | %expect

// The object is named by the caller, the access is in a helper.

#include "ambit/annotations.h"

static int shared, own;
static void bump(int *p) {
  (*p)++;
  // CHECK: :[[#@LINE-1]]:4: warning: writing 'shared' is not excluded from 'isr' [ambit-undeclared-shared-state]
  // CHECK: note: 'bump' writes 'shared' here
  // CHECK: note: 'isr' calls 'bump' here
  // CHECK: note: 'main' calls 'bump' here
  // CHECK: note: mask interrupts around this access
}

AMBIT_ISR void isr(void) { bump(&shared); }
int main(void) {
  for (;;) {
    bump(&shared);
    bump(&own); // of one context
  }
}
