// RUN: %ambit-check %s -- -std=c11 %include 2>&1 | %expect

// The same lock is taken twice: a mutex waits for itself, a recursive one nests.

#include "ambit/annotations.h"

struct AMBIT_LOCK(mutex) mutex { int owner; };
struct AMBIT_LOCK(recursive_mutex) rmutex { int owner; };
void lock(struct mutex *m) AMBIT_ACQUIRE(m);
void unlock(struct mutex *m) AMBIT_RELEASE(m);
void rlock(struct rmutex *m) AMBIT_ACQUIRE(m);
void runlock(struct rmutex *m) AMBIT_RELEASE(m);
static struct mutex m, n;
static struct rmutex r;

void twice(void) {
  lock(&m);
  lock(&m);
  // CHECK: :[[#@LINE-1]]:3: warning: lock 'm' is taken while it is held already [ambit-unbalanced-lock]
  // CHECK: note: it is taken here
  unlock(&m);
  unlock(&m);
}
void nested(void) {
  rlock(&r);
  rlock(&r); // recursive
  runlock(&r);
  runlock(&r);
}
void two_locks(void) {
  lock(&m);
  lock(&n); // another one
  unlock(&n);
  unlock(&m);
}

int state(void);

// Kept in one round of a loop, and taken again in the next.
void kept_in_a_loop(void) {
  while (state()) {
    int now = state();
    lock(&m);
    // CHECK: :[[#@LINE-1]]:5: warning: lock 'm' is taken while it is held already [ambit-unbalanced-lock]
    // CHECK: note: it is taken here
    if (now == 3)
      continue;
    unlock(&m);
  }
}
void counted(int n) {
  for (int i = 0; i < n; i++) {
    lock(&m);
    // CHECK: :[[#@LINE-1]]:5: warning: lock 'm' is taken while it is held already [ambit-unbalanced-lock]
    // CHECK: note: it is taken here
    if (state() == i)
      continue;
    unlock(&m);
  }
}
void given_back_before(int n) {
  for (int i = 0; i < n; i++) {
    lock(&m);
    if (state() == i) {
      unlock(&m);
      continue;
    }
    unlock(&m);
  }
}
void nested_in_a_loop(int n) {
  for (int i = 0; i < n; i++)
    rlock(&r);
  for (int i = 0; i < n; i++)
    runlock(&r);
}
