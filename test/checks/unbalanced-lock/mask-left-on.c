// RUN: %ambit-check %s -- -std=c11 %include 2>&1 | %expect

// The interrupt mask is left on.

#include "ambit/annotations.h"

void irq_off(void) AMBIT_ACQUIRE(irq);
void irq_on(void) AMBIT_RELEASE(irq);
extern int ready;

int loses(void) {
  irq_off();
  if (ready)
    return ready; //! unbalanced-lock
  irq_on();
  return 0;
}
void loops(void) {
  for (;;) {
    irq_off();
    if (ready) {
      irq_on();
      break;
    }
    irq_on();
  }
}
