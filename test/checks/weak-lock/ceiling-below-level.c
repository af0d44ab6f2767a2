// RUN: %ambit-check %s -- -std=c11 %include 2>&1 | %expect

// A ceiling keeps out handlers up to its level.

#include "ambit/annotations.h"

struct AMBIT_LOCK_CEILING(3) ceiling3 { int old; };
struct AMBIT_LOCK_CEILING(5) ceiling5 { int old; };
void raise3(struct ceiling3 *c) AMBIT_ACQUIRE(c);
void lower3(struct ceiling3 *c) AMBIT_RELEASE(c);
void raise5(struct ceiling5 *c) AMBIT_ACQUIRE(c);
void lower5(struct ceiling5 *c) AMBIT_RELEASE(c);

static struct ceiling3 c3;
static struct ceiling5 c5;
AMBIT_ISR_SHARED static int slow, fast;

AMBIT_ISR_AT(3) void slow_isr(void) { slow++; }
AMBIT_ISR_AT(5) void fast_isr(void) { fast++; }

void use(void) {
  raise3(&c3);
  slow = 0; // up to and including level 3
  fast = 0;
  // CHECK: :[[#@LINE-1]]:3: warning: lock 'c3' does not keep out 'fast_isr', which writes 'fast' [ambit-weak-lock]
  // CHECK: note: 'fast_isr' writes 'fast' here, at interrupt level 5
  // CHECK: note: 'fast' is declared shared with handlers here
  // CHECK: note: a ceiling keeps out handlers up to its level, on this core
  lower3(&c3);
  raise5(&c5);
  fast = 0; // level 5
  lower5(&c5);
}
AMBIT_ISR_AT(1) void lowest_isr(void) {
  raise3(&c3);
  fast = 0;
  // CHECK: :[[#@LINE-1]]:3: warning: lock 'c3' does not keep out 'fast_isr', which writes 'fast' [ambit-weak-lock]
  // CHECK: note: 'fast_isr' writes 'fast' here, at interrupt level 5
  // CHECK: note: 'fast' is declared shared with handlers here
  // CHECK: note: a ceiling keeps out handlers up to its level, on this core
  lower3(&c3);
}
