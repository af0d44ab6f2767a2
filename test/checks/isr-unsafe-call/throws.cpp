// RUN: %ambit-check %s -- -std=c++20 %include 2>&1 | %expect

// A handler throws, or calls what does.

#include "ambit/annotations.h"

static void check(int n) {
  if (n < 0)
    throw n;
    // CHECK: :[[#@LINE-1]]:5: warning: an exception is thrown in interrupt handler 'isr' [ambit-isr-unsafe-call]
    // CHECK: note: 'isr' calls 'check' here
}
AMBIT_ISR void isr() { check(1); }
void thread() { throw 1; } // a thread may
