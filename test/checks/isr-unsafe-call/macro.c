// RUN: %ambit-check %s -- -std=c11 %include 2>&1 | %expect

// A call that a macro makes is reported where the macro is used.

#include "ambit/annotations.h"

void wait_ready(void) AMBIT_BLOCKS;
#define WAIT() wait_ready()
#define NOTHING() ((void)0)

AMBIT_ISR void isr(void) {
  WAIT();
  // CHECK: :[[#@LINE-1]]:3: warning: 'wait_ready' may block, but is called in interrupt handler 'isr' [ambit-isr-unsafe-call]
  NOTHING();
}
