// RUN: cp %s %t.c
// RUN: %ambit-check-with '{CheckOptions: {Unannotated: Strict}}' --fix %t.c -- -std=c11 %include > %t.out 2>&1
// RUN: FileCheck %s --input-file=%t.out --check-prefix=SAID
// RUN: FileCheck %s --input-file=%t.c --match-full-lines --strict-whitespace
//
// Strict mode proposes the declaration that all accesses live up to.

#include "ambit/annotations.h"

unsigned irq_save(void) AMBIT_ACQUIRE(irq);
void irq_restore(unsigned saved) AMBIT_RELEASE(irq);

// CHECK:AMBIT_ISR_SHARED_BY(irq) static unsigned edges;
static unsigned edges;

AMBIT_ISR_AT(3) void pin_isr(void) { edges++; }

int main(void) {
  unsigned saved = irq_save();
  // SAID: warning: 'edges' is shared with 'pin_isr' under 'irq', but not declared so
  // SAID: note: declare it AMBIT_ISR_SHARED_BY(irq), which all its accesses hold
  unsigned taken = edges;
  edges = 0;
  irq_restore(saved);
  return (int)taken;
}
