// RUN: %ambit-check %s -- -std=c11 %include 2>&1 | %expect

// An atomic that is not lock-free has a lock inside, which keeps out other threads, but not a handler.

#include "ambit/annotations.h"
#include <pthread.h>

struct pair {
  long a, b, c;
};
static _Atomic struct pair between, handled;

static void *worker(void *p) {
  between = (struct pair){1, 2, 3};
  return p;
}
AMBIT_ISR void tick(void) {
  handled = (struct pair){1, 2, 3};
  // CHECK: :[[#@LINE-1]]:3: warning: an atomic that is not lock-free on this target is used in interrupt handler 'tick' [ambit-isr-unsafe-call]
  // CHECK: :[[#@LINE-2]]:3: warning: writing 'handled' is not excluded from 'main' [ambit-undeclared-shared-state]
  // CHECK: note: 'main' writes 'handled' here
  // CHECK: note: hold one lock that keeps out other cores around both accesses
}

int main(void) {
  pthread_t t;
  pthread_create(&t, 0, worker, 0);
  between = (struct pair){4, 5, 6};
  handled = (struct pair){4, 5, 6};
  // CHECK: :[[#@LINE-1]]:3: warning: writing 'handled' is not excluded from 'tick' [ambit-undeclared-shared-state]
  // CHECK: note: 'tick' writes 'handled' here
  // CHECK: note: hold one lock that keeps out other cores around both accesses
  return pthread_join(t, 0);
}
