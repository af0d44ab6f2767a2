// RUN: %ambit-check %s -- -std=c11 %include 2>&1 | %expect

// A waiver takes the statement it stands before, and nothing else.

#include "ambit/annotations.h"

AMBIT_ISR_SHARED static int count;
AMBIT_ISR void isr(void) { count++; }

void use(void) {
  AMBIT_UNCHECKED("the timer is stopped") count = 0;
  count = 1;
  // CHECK: :[[#@LINE-1]]:3: warning: writing 'count' is not excluded from 'isr' [ambit-unlocked-shared-state]
  // CHECK: note: 'isr' writes 'count' here
  // CHECK: note: 'count' is declared shared with handlers here
  // CHECK: note: mask interrupts around this access
}
