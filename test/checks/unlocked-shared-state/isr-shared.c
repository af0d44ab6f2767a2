// RUN: %ambit-check %s -- -std=c11 %include 2>&1 | %expect

// State that is declared to be shared with a handler, used in a thread with and without a mask.

#include "ambit/annotations.h"

void irq_off(void) AMBIT_ACQUIRE(irq);
void irq_on(void) AMBIT_RELEASE(irq);

AMBIT_ISR_SHARED static int count;

AMBIT_ISR void tick_isr(void) {
  count++; // nothing preempts it on its core
}

int read_bare(void) {
  return count;
  // CHECK: :[[#@LINE-1]]:10: warning: reading 'count' is not excluded from 'tick_isr' [ambit-unlocked-shared-state]
  // CHECK: note: 'tick_isr' writes 'count' here
  // CHECK: note: 'count' is declared shared with handlers here
  // CHECK: note: mask interrupts around this access
}

void write_bare(void) {
  count = 0;
  // CHECK: :[[#@LINE-1]]:3: warning: writing 'count' is not excluded from 'tick_isr' [ambit-unlocked-shared-state]
  // CHECK: note: 'tick_isr' writes 'count' here
  // CHECK: note: 'count' is declared shared with handlers here
  // CHECK: note: mask interrupts around this access
}

int read_masked(void) {
  irq_off();
  int n = count; // masked
  irq_on();
  return n;
}

int read_after(void) {
  irq_off();
  irq_on();
  return count;
  // CHECK: :[[#@LINE-1]]:10: warning: reading 'count' is not excluded from 'tick_isr' [ambit-unlocked-shared-state]
  // CHECK: note: 'tick_isr' writes 'count' here
  // CHECK: note: 'count' is declared shared with handlers here
  // CHECK: note: mask interrupts around this access
}

int of_another(void) {
  static int count; // another object of the name
  return count++;
}
