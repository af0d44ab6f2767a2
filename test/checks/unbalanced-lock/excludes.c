// RUN: %ambit-check %s -- -std=c11 %include 2>&1 | %expect

// A call with the lock held that the callee excludes.

#include "ambit/annotations.h"

struct AMBIT_LOCK(mutex) mutex { int owner; };
void lock(struct mutex *m) AMBIT_ACQUIRE(m);
void unlock(struct mutex *m) AMBIT_RELEASE(m);
static struct mutex m, other;
void notify(void) AMBIT_EXCLUDES(m);

void use(void) {
  lock(&m);
  notify();
  // CHECK: :[[#@LINE-1]]:3: warning: 'notify' is called with lock 'm' held, which it excludes [ambit-unbalanced-lock]
  // CHECK: note: that is declared here
  unlock(&m);
  lock(&other);
  notify(); // another lock
  unlock(&other);
}
