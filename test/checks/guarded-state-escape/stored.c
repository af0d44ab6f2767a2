// RUN: %ambit-check %s -- -std=c11 %include 2>&1 | %expect

// The address of guarded state is stored where it outlives the section.

#include "ambit/annotations.h"

struct AMBIT_LOCK(mutex) mutex { int owner; };
void lock(struct mutex *m) AMBIT_ACQUIRE(m);
void unlock(struct mutex *m) AMBIT_RELEASE(m);

static struct mutex m;
AMBIT_GUARDED_BY(m) static int table[8];
static int *kept;
static int copied;

void keeps(void) {
  lock(&m);
  kept = &table[2];
  // CHECK: :[[#@LINE-1]]:3: warning: a way into 'table' is kept in 'kept', which outlives the section under 'm' [ambit-guarded-state-escape]
  // CHECK: note: 'table' is declared guarded here
  // CHECK: note: copy what is needed while the lock is held
  copied = table[2]; // a copy
  unlock(&m);
}
int uses_inside(void) {
  lock(&m);
  int *p = &table[1];
  int n = *p; // before the release
  unlock(&m);
  return n;
}
