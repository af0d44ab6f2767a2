// RUN: %ambit-check %s -- -std=c11 %include 2>&1 | %expect

// A spin lock that a handler of the same core takes too: the handler waits for what it interrupted.

#include "ambit/annotations.h"

struct AMBIT_LOCK(spin) spin { int owner; };
void take(struct spin *s) AMBIT_ACQUIRE(s);
int try_take(struct spin *s) AMBIT_TRY_ACQUIRE(1, s);
void give(struct spin *s) AMBIT_RELEASE(s);
void irq_off(void) AMBIT_ACQUIRE(irq);
void irq_on(void) AMBIT_RELEASE(irq);

static struct spin shared, tried;

AMBIT_ISR void uart_isr(void) {
  take(&shared);
  give(&shared);
  if (try_take(&tried)) // gives up
    give(&tried);
}

void deadlocks(void) {
  take(&shared);
  // CHECK: :[[#@LINE-1]]:3: warning: taking lock 'shared' deadlocks when 'uart_isr' interrupts and takes it too [ambit-weak-lock]
  // CHECK: note: 'uart_isr' takes it here
  // CHECK: note: mask interrupts before taking it
  give(&shared);
}
void masks(void) {
  irq_off();
  take(&shared); // the handler cannot come
  give(&shared);
  irq_on();
}
void against_try(void) {
  take(&tried); // the handler only tries
  give(&tried);
}
