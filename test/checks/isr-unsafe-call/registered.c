// RUN: %ambit-check %s -- -std=c11 %include 2>&1 | %expect

// A function becomes a handler where it is handed over.

#include "ambit/annotations.h"

void attach(int line, void (*handler)(void) AMBIT_CALLED_IN_ISR);
void start(void (*body)(void) AMBIT_CALLED_IN_THREAD);
void wait_ready(void) AMBIT_BLOCKS;

static void handler(void) {
  wait_ready();
  // CHECK: :[[#@LINE-1]]:3: warning: 'wait_ready' may block, but is called in interrupt handler 'handler' [ambit-isr-unsafe-call]
  // CHECK: note: 'handler' is registered as an interrupt handler here
}
static void worker(void) {
  wait_ready(); // a thread
}
void init(void) {
  attach(3, handler);
  start(worker);
}
