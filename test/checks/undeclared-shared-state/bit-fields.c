// RUN: %ambit-check %s -- -std=c11 %include 2>&1 | %expect

// Bit-fields of one storage unit are one object; a zero width begins another.

#include "ambit/annotations.h"

static struct {
  unsigned a : 4;
  unsigned b : 4;
  unsigned : 0;
  unsigned c : 4;
} flags;

AMBIT_ISR void isr(void) { flags.a = 1; }
int main(void) {
  for (;;) {
    flags.b = 1;
    // CHECK: :[[#@LINE-1]]:11: warning: writing '{{[ab]}}' is not excluded from 'isr' [ambit-undeclared-shared-state]
    // CHECK: note: 'isr' writes 'a' here
    // CHECK: note: mask interrupts around this access
    flags.c = 1; // another unit
  }
}
