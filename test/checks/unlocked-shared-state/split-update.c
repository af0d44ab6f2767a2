// RUN: %ambit-check %s -- -std=c11 %include 2>&1 | %expect

// A read in one critical section and a write that derives from it in the next one.

#include "ambit/annotations.h"

void irq_off(void) AMBIT_ACQUIRE(irq);
void irq_on(void) AMBIT_RELEASE(irq);

AMBIT_ISR_SHARED static int level;
AMBIT_ISR void sample_isr(void) { level++; }

void split(void) {
  irq_off();
  int old = level;
  irq_on();
  irq_off();
  level = old + 1;
  // CHECK: :[[#@LINE-1]]:3: warning: writing 'level' from what was read in an earlier critical section loses what 'sample_isr' wrote in between [ambit-unlocked-shared-state]
  // CHECK: note: it was read here, before the lock was released
  irq_on();
}
void whole(void) {
  irq_off();
  int old = level;
  level = old + 1; // one section
  irq_on();
}
void independent(int next) {
  irq_off();
  int old = level;
  irq_on();
  (void)old;
  irq_off();
  level = next; // derives from nothing that was read
  irq_on();
}
