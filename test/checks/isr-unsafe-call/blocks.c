// RUN: %ambit-check %s -- -std=c11 %include 2>&1 | %expect

// A handler, or what it calls, blocks.

#include "ambit/annotations.h"

void wait_ready(void) AMBIT_BLOCKS;
void poll_ready(void) AMBIT_ISR_SAFE;

static void helper(void) {
  wait_ready();
  // CHECK: :[[#@LINE-1]]:3: warning: 'wait_ready' may block, but is called in interrupt handler 'uart_isr' [ambit-isr-unsafe-call]
  // CHECK: note: 'deeper' calls 'helper' here
  // CHECK: note: 'uart_isr' calls 'deeper' here
}
static void deeper(void) { helper(); }

AMBIT_ISR void uart_isr(void) {
  deeper();
  poll_ready(); // declared safe
}
AMBIT_ISR void spi_isr(void) {
  wait_ready();
  // CHECK: :[[#@LINE-1]]:3: warning: 'wait_ready' may block, but is called in interrupt handler 'spi_isr' [ambit-isr-unsafe-call]
}
void thread(void) {
  wait_ready(); // a thread may
}
