// RUN: %ambit-check %s -- -std=c11 %include 2>&1 | %expect

// Pairs of macros, and one that is used without the other.

#include "ambit/annotations.h"

unsigned save(void) AMBIT_ACQUIRE(irq);
void restore(unsigned s) AMBIT_RELEASE(irq);
#define BEGIN() do { unsigned saved_ = save()
#define END() restore(saved_); } while (0)
extern int count;

int pairs(void) {
  BEGIN();
  count++;
  END();
  return 0;
}
int leaves(void) {
  BEGIN();
  if (count)
    return 1;
    // CHECK: :[[#@LINE-1]]:5: warning: the interrupt mask is still held when 'leaves' ends here [ambit-unbalanced-lock]
    // CHECK: note: it is taken here
  END();
  return 0;
}
