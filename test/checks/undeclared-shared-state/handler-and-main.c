// RUN: %ambit-check %s -- -std=c11 %include 2>&1 | %expect

// A handler and the main loop share a variable that nobody declared to be shared.

#include "ambit/annotations.h"

void attach(void (*handler)(void) AMBIT_CALLED_IN_ISR);
void irq_off(void) AMBIT_ACQUIRE(irq);
void irq_on(void) AMBIT_RELEASE(irq);

static int raced, masked, own, constant = 4;
static volatile int flag, counter;

static void pin_isr(void) {
  raced += constant; // both only read it
  masked++;
  flag = 1;
  counter++;
}
int main(void) {
  raced = 1; // not registered yet
  attach(pin_isr);
  for (;;) {
    raced = 0;
    // CHECK: :[[#@LINE-1]]:5: warning: writing 'raced' is not excluded from 'pin_isr' [ambit-undeclared-shared-state]
    // CHECK: note: 'pin_isr' writes 'raced' here
    // CHECK: note: 'pin_isr' is registered as an interrupt handler here
    // CHECK: note: mask interrupts around this access
    irq_off();
    masked = 0; // masked
    irq_on();
    own += constant; // of one context
    if (flag)
      flag = 0; // a single volatile word, in one step
    counter++;
    // CHECK: :[[#@LINE-1]]:5: warning: writing 'counter' is not excluded from 'pin_isr' [ambit-undeclared-shared-state]
    // CHECK: note: 'pin_isr' writes 'counter' here
    // CHECK: note: 'pin_isr' is registered as an interrupt handler here
    // CHECK: note: mask interrupts around this access
  }
}
