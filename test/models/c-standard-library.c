// RUN: %ambit-check %s -- -std=c11 %include 2>&1 | %expect

// The model of the C library: what allocates, waits or keeps state does not belong in a handler.

#include "ambit/annotations.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char buffer[8];

AMBIT_ISR void isr(void) {
  memset(buffer, 0, sizeof buffer); // memory alone
  void *p = malloc(4);
  // CHECK: :[[#@LINE-1]]:13: warning: 'malloc' uses the heap, but is called in interrupt handler 'isr' [ambit-isr-unsafe-call]
  free(p);
  // CHECK: :[[#@LINE-1]]:3: warning: 'free' uses the heap, but is called in interrupt handler 'isr' [ambit-isr-unsafe-call]
  printf("tick");
  // CHECK: :[[#@LINE-1]]:3: warning: 'printf' may block, but is called in interrupt handler 'isr' [ambit-isr-unsafe-call]
  strtok(buffer, " ");
  // CHECK: :[[#@LINE-1]]:3: warning: 'strtok' must not be called in interrupt handler 'isr': it keeps state that a handler may interrupt [ambit-isr-unsafe-call]
  (void)abs(-1); // no state
}
void thread(void) {
  free(malloc(4)); // a thread may
  printf("tick");
}
