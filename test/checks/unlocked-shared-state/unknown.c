// RUN: %ambit-check %s -- -std=c11 %include 2>&1 | %expect

// What nobody can see is not reported: which lock was taken, which object is meant.

#include "ambit/annotations.h"

struct AMBIT_LOCK(mutex) mutex { int owner; };
void lock(struct mutex *m) AMBIT_ACQUIRE(m);
void unlock(struct mutex *m) AMBIT_RELEASE(m);
void irq_off(void) AMBIT_ACQUIRE(irq);
void irq_on(void) AMBIT_RELEASE(irq);

AMBIT_ISR_SHARED static int count, slots[4];
AMBIT_ISR void isr(void) { count++; slots[1] = 1; }

void correlated(int masked) {
  if (masked)
    irq_off();
  if (masked)
    count = 0; // the same condition masks it
  if (masked)
    irq_on();
}
unsigned address(void) {
  return (unsigned)sizeof(count); // not evaluated
}
