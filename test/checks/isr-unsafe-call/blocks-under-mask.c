// RUN: %ambit-check %s -- -std=c11 %include 2>&1 | %expect

// A blocking call while interrupts are masked, directly and through a helper.

#include "ambit/annotations.h"

void irq_off(void) AMBIT_ACQUIRE(irq);
void irq_on(void) AMBIT_RELEASE(irq);
void wait_ready(void) AMBIT_BLOCKS;
static void helper(void) { wait_ready(); }

void direct(void) {
  irq_off();
  wait_ready();
  // CHECK: :[[#@LINE-1]]:3: warning: 'wait_ready' may block, but is called while the interrupt mask is held [ambit-isr-unsafe-call]
  // CHECK: note: it is taken here
  irq_on();
  wait_ready(); // enabled again
}
void through(void) {
  irq_off();
  helper();
  // CHECK: :[[#@LINE-1]]:3: warning: 'helper' may block, but is called while the interrupt mask is held [ambit-isr-unsafe-call]
  // CHECK: note: it is taken here
  // CHECK: note: 'helper' calls 'wait_ready', which may block, here
  irq_on();
}
