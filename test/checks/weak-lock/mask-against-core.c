// RUN: %ambit-check %s -- -std=c11 %include 2>&1 | %expect

// Masking interrupts does not keep out the other core; a spin lock that masks keeps out both.

#include "ambit/annotations.h"

void irq_off(void) AMBIT_ACQUIRE(irq);
void irq_on(void) AMBIT_RELEASE(irq);
struct AMBIT_LOCK(spin_irq) spin { int owner; };
void take(struct spin *s) AMBIT_ACQUIRE(s);
void give(struct spin *s) AMBIT_RELEASE(s);

static struct spin s;
static int masked, spun;

AMBIT_RUNS_ON(0) void core0(void) {
  irq_off();
  masked++;
  // CHECK: :[[#@LINE-1]]:3: warning: the interrupt mask does not keep out 'core1', which writes 'masked' [ambit-weak-lock]
  // CHECK: note: 'core1' writes 'masked' here
  // CHECK: note: masking interrupts keeps out this core only
  irq_on();
  take(&s);
  spun++; // one lock
  give(&s);
}
AMBIT_RUNS_ON(1) void core1(void) {
  irq_off();
  masked++;
  // CHECK: :[[#@LINE-1]]:3: warning: the interrupt mask does not keep out 'core0', which writes 'masked' [ambit-weak-lock]
  // CHECK: note: 'core0' writes 'masked' here
  // CHECK: note: masking interrupts keeps out this core only
  irq_on();
  take(&s);
  spun++; // one lock
  give(&s);
}
