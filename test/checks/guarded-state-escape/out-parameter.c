// RUN: %ambit-check %s -- -std=c11 %include 2>&1 | %expect

// The address leaves through a pointer that the caller gave.

#include "ambit/annotations.h"

struct AMBIT_LOCK(mutex) mutex { int owner; };
void lock(struct mutex *m) AMBIT_ACQUIRE(m);
void unlock(struct mutex *m) AMBIT_RELEASE(m);

static struct mutex m;
AMBIT_GUARDED_BY(m) static int state;

void give(int **out) {
  lock(&m);
  *out = &state;
  // CHECK: :[[#@LINE-1]]:3: warning: a way into 'state' is kept in 'out', which outlives the section under 'm' [ambit-guarded-state-escape]
  // CHECK: note: 'state' is declared guarded here
  // CHECK: note: copy what is needed while the lock is held
  unlock(&m);
}
void copy(int *out) {
  lock(&m);
  *out = state; // a copy
  unlock(&m);
}
