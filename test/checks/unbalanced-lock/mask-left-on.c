// RUN: %ambit-check %s -- -std=c11 %include 2>&1 | %expect

// The interrupt mask is left on.

#include "ambit/annotations.h"

unsigned save(void) AMBIT_ACQUIRE(irq);
void restore(unsigned s) AMBIT_RELEASE(irq);
extern int ready;

int loses(void) {
  unsigned s = save();
  if (ready)
    return ready;
    // CHECK: :[[#@LINE-1]]:5: warning: the interrupt mask is still held when 'loses' ends here [ambit-unbalanced-lock]
    // CHECK: note: it is taken here
  restore(s);
  return 0;
}
void loops(void) {
  for (;;) {
    unsigned s = save();
    if (ready) {
      restore(s);
      break;
    }
    restore(s);
  }
}
