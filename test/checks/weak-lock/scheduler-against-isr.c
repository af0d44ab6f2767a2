// RUN: %ambit-check %s -- -std=c11 %include 2>&1 | %expect

// Stopping the scheduler keeps out threads of this core, and no handler.

#include "ambit/annotations.h"

struct AMBIT_LOCK(scheduler) sched { int depth; };
void stop(struct sched *s) AMBIT_ACQUIRE(s);
void go(struct sched *s) AMBIT_RELEASE(s);

static struct sched sched;
AMBIT_ISR_SHARED static int by_isr;
AMBIT_ISR void pin_isr(void) { by_isr++; }

void use(void) {
  stop(&sched);
  by_isr = 0;
  // CHECK: :[[#@LINE-1]]:3: warning: lock 'sched' does not keep out 'pin_isr', which writes 'by_isr' [ambit-weak-lock]
  // CHECK: note: 'pin_isr' writes 'by_isr' here
  // CHECK: note: 'by_isr' is declared shared with handlers here
  // CHECK: note: stopping the scheduler keeps out threads of this core only
  go(&sched);
}
