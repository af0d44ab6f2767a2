// RUN: %ambit-check %s -- -std=c11 %include 2>&1 | %expect

// The lock comes from a macro of the project; the access is reported where it is written.

#include "ambit/annotations.h"

struct AMBIT_LOCK(mutex) mutex { int owner; };
void lock(struct mutex *m) AMBIT_ACQUIRE(m);
void unlock(struct mutex *m) AMBIT_RELEASE(m);
#define LOCK() lock(&m)
#define UNLOCK() unlock(&m)

static struct mutex m;
AMBIT_ISR_SHARED static int count;
AMBIT_ISR void isr(void) { count++; }

void use(void) {
  LOCK();
  count = 0;
  // CHECK: :[[#@LINE-1]]:3: warning: lock 'm' does not keep out 'isr', which writes 'count' [ambit-weak-lock]
  // CHECK: note: 'isr' writes 'count' here
  // CHECK: note: 'count' is declared shared with handlers here
  // CHECK: note: a mutex keeps out threads only
  UNLOCK();
}
