// RUN: %ambit-check %s -- -std=c11 %include 2>&1 | %expect

// Critical sections that a project writes as macros, and accesses inside of macros.

#include "ambit/annotations.h"

unsigned save(void) AMBIT_ACQUIRE(irq);
void restore(unsigned s) AMBIT_RELEASE(irq);
#define CRITICAL(body)            \
  do {                            \
    unsigned saved_ = save();     \
    body;                         \
    restore(saved_);              \
  } while (0)
#define BUMP(x) ((x)++)

AMBIT_ISR_SHARED static int hits;
AMBIT_ISR void pin_isr(void) { BUMP(hits); }

void use(void) {
  CRITICAL(hits = 0); // masked by the macro
  CRITICAL(BUMP(hits)); // as above
  BUMP(hits);
  // CHECK: :[[#@LINE-1]]:8: warning: writing 'hits' is not excluded from 'pin_isr' [ambit-unlocked-shared-state]
  // CHECK: note: 'pin_isr' writes 'hits' here
  // CHECK: note: 'hits' is declared shared with handlers here
  // CHECK: note: mask interrupts around this access
}
