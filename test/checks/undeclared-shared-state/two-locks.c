// RUN: %ambit-check %s -- -std=c11 %include 2>&1 | %expect

// Each side holds a lock, but not the same one.

#include "ambit/annotations.h"

struct AMBIT_LOCK(mutex) mutex { int owner; };
void lock(struct mutex *m) AMBIT_ACQUIRE(m);
void unlock(struct mutex *m) AMBIT_RELEASE(m);
void start(void (*body)(void) AMBIT_CALLED_IN_THREAD);

static struct mutex a, b;
static int same, different;

static void worker(void) {
  lock(&a);
  same++; // one lock
  different++;
  // CHECK: :[[#@LINE-1]]:3: warning: writing 'different' is not excluded from 'begin' [ambit-undeclared-shared-state]
  // CHECK: note: 'begin' writes 'different' here
  // CHECK: note: hold 'b' around this access
  unlock(&a);
}
void begin(void) {
  start(worker);
  lock(&a);
  same++;
  unlock(&a);
  lock(&b);
  different++;
  // CHECK: :[[#@LINE-1]]:3: warning: writing 'different' is not excluded from 'worker' [ambit-undeclared-shared-state]
  // CHECK: note: 'worker' writes 'different' here
  // CHECK: note: 'worker' is started here
  // CHECK: note: hold 'a' around this access
  unlock(&b);
}
