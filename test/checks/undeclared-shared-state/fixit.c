// RUN: cp %s %t.c
// RUN: %ambit-check --fix %t.c -- -std=c11 %include > %t.out 2>&1
// RUN: FileCheck %s --input-file=%t.c --match-full-lines --strict-whitespace
//
// The statement is wrapped in the section that the unit uses for the object elsewhere; without one
// nothing is guessed.

#include "ambit/annotations.h"

struct AMBIT_LOCK(mutex) mutex { int owner; };
void lock(struct mutex *m) AMBIT_ACQUIRE(m);
void unlock(struct mutex *m) AMBIT_RELEASE(m);
void start(void (*body)(void) AMBIT_CALLED_IN_THREAD);

static struct mutex m;
static int count, never_locked;

static void worker(void) {
  lock(&m);
  count++;
  unlock(&m);
  never_locked++;
//CHECK:  never_locked++;
}
void begin(void) {
  start(worker);
  count = 0;
//CHECK:  {
//CHECK-NEXT:      lock(&m);
//CHECK-NEXT:      count = 0;
//CHECK-NEXT:      unlock(&m);
//CHECK-NEXT:  }
  never_locked = 0;
//CHECK:  never_locked = 0;
}
