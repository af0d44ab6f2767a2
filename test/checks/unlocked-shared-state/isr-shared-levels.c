// RUN: %ambit-check %s -- -std=c11 %include 2>&1 | %expect

// The handler of the lower level is the one that can be preempted; equal levels never are.

#include "ambit/annotations.h"

AMBIT_ISR_SHARED static int low, high, equal;

AMBIT_ISR_AT(1) void first_isr(void) {
  low++;
  // CHECK: :[[#@LINE-1]]:3: warning: writing 'low' is not excluded from 'urgent_isr' [ambit-unlocked-shared-state]
  // CHECK: note: 'urgent_isr' writes 'low' here, at interrupt level 4
  // CHECK: note: 'low' is declared shared with handlers here
  // CHECK: note: mask interrupts around this access
  equal++; // the other handler is of the same level
}
AMBIT_ISR_AT(1) void twin_isr(void) {
  equal++; // as above
}
AMBIT_ISR_AT(4) void urgent_isr(void) {
  low++; // nothing preempts level 4
  high++; // one context
}
