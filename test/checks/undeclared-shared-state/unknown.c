// RUN: %ambit-check %s -- -std=c11 %include 2>&1 | %expect

// Functions nobody is seen to call run in an unknown context, which conflicts with nothing.

#include "ambit/annotations.h"

static int count;
extern int *somewhere;

AMBIT_ISR void isr(void) {
  count++;
  (*somewhere)++; // whatever that is
}
void api_a(void) { count = 0; } // by whom it is called is not known
void api_b(int *p) { *p = 0; }
