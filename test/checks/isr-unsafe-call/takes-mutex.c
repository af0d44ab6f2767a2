// RUN: %ambit-check %s -- -std=c11 %include 2>&1 | %expect

// A handler takes a lock that may block; one that only tries gives up.

#include "ambit/annotations.h"

struct AMBIT_LOCK(mutex) mutex { int owner; };
void lock(struct mutex *m) AMBIT_ACQUIRE(m);
int try_lock(struct mutex *m) AMBIT_TRY_ACQUIRE(1, m);
void unlock(struct mutex *m) AMBIT_RELEASE(m);
static struct mutex m;

AMBIT_ISR void isr(void) {
  if (try_lock(&m)) // gives up
    unlock(&m);
  lock(&m);
  // CHECK: :[[#@LINE-1]]:3: warning: lock 'm' may block, but is taken in interrupt handler 'isr' [ambit-isr-unsafe-call]
  unlock(&m);
}
