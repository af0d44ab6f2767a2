// RUN: %ambit-check %s -- -std=c11 %include 2>&1 | %expect

// A release under the condition of the acquisition is balanced.

#include "ambit/annotations.h"

void irq_off(void) AMBIT_ACQUIRE(irq);
void irq_on(void) AMBIT_RELEASE(irq);
void work(void);

void both(int masked) {
  if (masked)
    irq_off();
  work();
  if (masked)
    irq_on();
}
