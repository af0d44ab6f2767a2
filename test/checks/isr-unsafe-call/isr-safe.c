// RUN: %ambit-check %s -- -std=c11 %include 2>&1 | %expect

// AMBIT_ISR_SAFE is verified through the callees, whoever calls.

#include "ambit/annotations.h"

void wait_ready(void) AMBIT_BLOCKS;

static void step(void) {
  wait_ready();
  // CHECK: :[[#@LINE-1]]:3: warning: 'wait_ready' may block, but is called in 'safe', which is declared safe for handlers [ambit-isr-unsafe-call]
  // CHECK: note: 'safe' is declared safe for interrupt handlers here
}
void safe(void) AMBIT_ISR_SAFE;
void safe(void) { step(); }

static int counter;
void really_safe(void) AMBIT_ISR_SAFE;
void really_safe(void) { counter++; }
