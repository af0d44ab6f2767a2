// RUN: cp %s %t.c
// RUN: %ambit-check --fix %t.c -- -std=c11 %include > %t.out 2>&1
// RUN: FileCheck %s --input-file=%t.c --match-full-lines --strict-whitespace
//
// A statement is wrapped in the section that the unit already uses for the object; a declaration and a
// way out, whose meaning a block would change, are left alone.

#include "ambit/annotations.h"

unsigned save(void) AMBIT_ACQUIRE(irq);
void restore(unsigned s) AMBIT_RELEASE(irq);

AMBIT_ISR_SHARED static int count;
AMBIT_ISR void isr(void) { count++; }

void good(void) {
    unsigned s = save();
    count = 7;
    restore(s);
}
void wrapped(void) {
    count = 0;
//CHECK:    {
//CHECK-NEXT:        unsigned s = save();
//CHECK-NEXT:        count = 0;
//CHECK-NEXT:        restore(s);
//CHECK-NEXT:    }
}
void left_alone(void) {
    int n = count;
//CHECK:    int n = count;
    (void)n;
}
int way_out(void) {
    return count;
//CHECK:    return count;
}
