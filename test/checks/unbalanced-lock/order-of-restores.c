// RUN: %ambit-check %s -- -std=c11 %include 2>&1 | %expect

// Saved masks are restored in the reverse order.

#include "ambit/annotations.h"

unsigned save(void) AMBIT_ACQUIRE(irq);
void restore(unsigned s) AMBIT_RELEASE(irq);

void crossed(void) {
  unsigned a = save();
  unsigned b = save();
  restore(a);
  // CHECK: :[[#@LINE-1]]:3: warning: interrupts are restored to the state before a section that is still open [ambit-unbalanced-lock]
  // CHECK: note: that section begins here
  restore(b);
}
void nested(void) {
  unsigned a = save();
  unsigned b = save();
  restore(b);
  restore(a); // in reverse
}
