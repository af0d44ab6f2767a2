// RUN: %ambit-check %s -- -std=c11 %include 2>&1 | %expect

// A question for the context separates the handler from the thread.

#include "ambit/annotations.h"

int xPortInIsrContext(void);
void wait_ready(void) AMBIT_BLOCKS;
void post(void) AMBIT_ISR_SAFE;

static void send(void) {
  if (xPortInIsrContext())
    post();
  else
    wait_ready(); // not here in a handler
}
AMBIT_ISR void isr(void) { send(); }
void thread(void) { send(); }
