// RUN: %ambit-check %s -- -std=c11 %include 2>&1 | %expect

// The ChibiOS model: the system lock and its form for handlers, and what waits.

#include "ambit/annotations.h"

typedef struct { int n; } mutex_t;
void chSysLock(void);
void chSysUnlock(void);
void chSysLockFromISR(void);
void chSysUnlockFromISR(void);
void chMtxLock(mutex_t *m);
void chMtxUnlock(mutex_t *m);

static mutex_t mutex;
static int raced, locked;

AMBIT_ISR void serial_irq(void) {
  raced++;
  chSysLockFromISR(); // its form
  locked++;
  chSysUnlockFromISR();
  chSysLock();
  // CHECK: :[[#@LINE-1]]:3: warning: 'chSysLock' must not be called in interrupt handler 'serial_irq': only a thread may call it [ambit-isr-unsafe-call]
  // CHECK: note: use 'chSysLockFromISR' in an interrupt handler
  chSysUnlock(); // the same cause
}

int main(void) {
  for (;;) {
    raced = 0;
    // CHECK: :[[#@LINE-1]]:5: warning: writing 'raced' is not excluded from 'serial_irq' [ambit-undeclared-shared-state]
    // CHECK: note: 'serial_irq' writes 'raced' here
    // CHECK: note: mask interrupts around this access
    chSysLock();
    locked = 0; // masked
    chSysUnlock();
    chMtxLock(&mutex); // a thread may
    chMtxUnlock(&mutex);
  }
}
void waits_masked(void) {
  chSysLock();
  chMtxLock(&mutex);
  // CHECK: :[[#@LINE-1]]:3: warning: 'chMtxLock' may block, but is called while the interrupt mask is held [ambit-isr-unsafe-call]
  // CHECK: note: it is taken here
  chMtxUnlock(&mutex);
  chSysUnlock();
}
