// RUN: %ambit-check %s -- -std=c11 %include 2>&1 | %expect

// ISR_SHARED_BY(irq): threads mask interrupts; the handler needs nothing.

#include "ambit/annotations.h"

void irq_off(void) AMBIT_ACQUIRE(irq);
void irq_on(void) AMBIT_RELEASE(irq);

struct AMBIT_LOCK(mutex) mutex { int owner; };
void lock(struct mutex *m) AMBIT_ACQUIRE(m);
void unlock(struct mutex *m) AMBIT_RELEASE(m);

static struct mutex m;
AMBIT_ISR_SHARED_BY(irq) static int ticks;

AMBIT_ISR void timer_isr(void) { ticks++; }

void reset(void) {
  ticks = 0;
  // CHECK: :[[#@LINE-1]]:3: warning: writing 'ticks' with interrupts enabled, which are to be masked for it [ambit-unlocked-shared-state]
  // CHECK: note: 'ticks' is declared shared with handlers here
  // CHECK: note: mask interrupts around this access
  irq_off();
  ticks = 0; // masked
  irq_on();
}
