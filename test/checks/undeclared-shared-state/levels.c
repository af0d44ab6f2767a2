// RUN: %ambit-check %s -- -std=c11 %include 2>&1 | %expect

// Handlers of different levels; equal ones do not overlap.

#include "ambit/annotations.h"

static int raced, equal, own;

AMBIT_ISR_AT(2) void timer_isr(void) {
  raced++;
  // CHECK: :[[#@LINE-1]]:3: warning: writing 'raced' is not excluded from 'fault_isr' [ambit-undeclared-shared-state]
  // CHECK: note: 'fault_isr' writes 'raced' here, at interrupt level 7
  // CHECK: note: mask interrupts around this access
  equal++; // the other one is of the same level
}
AMBIT_ISR_AT(2) void uart_isr(void) { equal++; }
AMBIT_ISR_AT(7) void fault_isr(void) {
  raced = 0; // nothing preempts it
  own++;
}
