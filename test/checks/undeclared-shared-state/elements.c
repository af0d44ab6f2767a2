// RUN: %ambit-check %s -- -std=c11 %include 2>&1 | %expect

// Elements with different constant indices are different objects; an unknown index is no known conflict.

#include "ambit/annotations.h"

static int slots[4];
extern int next;

AMBIT_ISR void adc_isr(void) {
  slots[0]++;
  slots[1]++;
}
void loop(void);
int main(void) {
  for (;;) {
    slots[0] = 0;
    // CHECK: :[[#@LINE-1]]:5: warning: writing 'slots' is not excluded from 'adc_isr' [ambit-undeclared-shared-state]
    // CHECK: note: 'adc_isr' writes 'slots' here
    // CHECK: note: mask interrupts around this access
    slots[2] = 0; // another element
    slots[next] = 0; // unknown
  }
}
