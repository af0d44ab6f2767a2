// RUN: %ambit-check %s -- -std=c11 %include 2>&1 | %expect

// What a function does whose body nobody sees is unknown, and so is whom a pointer leads to.

#include "ambit/annotations.h"

void somewhere(void);
extern void (*hook)(void);

AMBIT_ISR void isr(void) {
  somewhere();
  hook();
}
