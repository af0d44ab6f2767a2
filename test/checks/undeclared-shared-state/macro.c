// RUN: %ambit-check %s -- -std=c11 %include 2>&1 | %expect

// The access is made by a macro of the project.

#include "ambit/annotations.h"

static int count;
#define BUMP() (count++)
#define CLEAR() (count = 0)

AMBIT_ISR void isr(void) { BUMP(); }
int main(void) {
  for (;;)
    CLEAR();
    // CHECK: :[[#@LINE-1]]:5: warning: writing 'count' is not excluded from 'isr' [ambit-undeclared-shared-state]
    // CHECK: note: 'isr' writes 'count' here
    // CHECK: note: mask interrupts around this access
}
