// RUN: %ambit-check %s -- -std=c11 %include 2>&1 | %expect

// A mutex keeps out threads, not the handler that writes the same state.

#include "ambit/annotations.h"

struct AMBIT_LOCK(mutex) mutex { int owner; };
void lock(struct mutex *m) AMBIT_ACQUIRE(m);
void unlock(struct mutex *m) AMBIT_RELEASE(m);
void irq_off(void) AMBIT_ACQUIRE(irq);
void irq_on(void) AMBIT_RELEASE(irq);

static struct mutex m;
AMBIT_ISR_SHARED static int count;

AMBIT_ISR void tick_isr(void) { count++; }

void weak(void) {
  lock(&m);
  count = 0;
  // CHECK: :[[#@LINE-1]]:3: warning: lock 'm' does not keep out 'tick_isr', which writes 'count' [ambit-weak-lock]
  // CHECK: note: 'tick_isr' writes 'count' here
  // CHECK: note: 'count' is declared shared with handlers here
  // CHECK: note: a mutex keeps out threads only
  unlock(&m);
}
void strong(void) {
  lock(&m);
  irq_off();
  count = 0; // masked besides
  irq_on();
  unlock(&m);
}
