// RUN: %ambit-check %s -- -std=c11 %include 2>&1 | %expect

// What runs before interrupts start needs no mask.

#include "ambit/annotations.h"

void attach(void (*handler)(void) AMBIT_CALLED_IN_ISR);
AMBIT_ISR_SHARED static int state;
static void isr(void) { state++; }

AMBIT_INIT void board_init(void) {
  state = 1; // declared to come before
}
int main(void) {
  state = 2; // not registered yet
  attach(isr);
  state = 3;
  // CHECK: :[[#@LINE-1]]:3: warning: writing 'state' is not excluded from 'isr' [ambit-unlocked-shared-state]
  // CHECK: note: 'isr' writes 'state' here
  // CHECK: note: 'isr' is registered as an interrupt handler here
  // CHECK: note: 'state' is declared shared with handlers here
  // CHECK: note: mask interrupts around this access
  return 0;
}
