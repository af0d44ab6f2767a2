// RUN: %ambit-check %s -- -std=c11 %include 2>&1 | %expect

// What runs before interrupts start needs no mask.

#include "ambit/annotations.h"

void attach(void (*handler AMBIT_CALLED_IN_ISR)(void));
AMBIT_ISR_SHARED static int state;
static void isr(void) { state++; }

AMBIT_INIT void board_init(void) {
  state = 1; // declared to come before
}
int main(void) {
  state = 2; // not registered yet
  attach(isr);
  state = 3; //! unlocked-shared-state
  return 0;
}
