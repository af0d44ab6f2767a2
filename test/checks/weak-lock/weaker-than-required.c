// RUN: %ambit-check %s -- -std=c11 %include 2>&1 | %expect

// A mask is held where the callee requires a stronger one.

#include "ambit/annotations.h"

struct AMBIT_LOCK_CEILING(3) ceiling { int old; };
void raise(struct ceiling *c) AMBIT_ACQUIRE(c);
void lower(struct ceiling *c) AMBIT_RELEASE(c);
void irq_off(void) AMBIT_ACQUIRE(irq);
void irq_on(void) AMBIT_RELEASE(irq);
void restart(void) AMBIT_REQUIRES(irq);

static struct ceiling c;

void use(void) {
  irq_off();
  restart(); // masked
  irq_on();
  raise(&c);
  restart();
  // CHECK: :[[#@LINE-1]]:3: warning: lock 'c' is weaker than the interrupt mask that 'restart' requires [ambit-weak-lock]
  // CHECK: note: that is declared here
  lower(&c);
}
