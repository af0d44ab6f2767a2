// RUN: %ambit-check %s -- -std=c11 %include 2>&1 | %expect

// The C11 model: mtx_lock, mtx_trylock, and atomics.

#include <stdatomic.h>
#include <threads.h>

static mtx_t m;
static int raced, locked;
static atomic_int word;

static int worker(void *arg) {
  (void)arg;
  raced++;
  // CHECK: :[[#@LINE-1]]:3: warning: writing 'raced' is not excluded from 'main' [ambit-undeclared-shared-state]
  // CHECK: note: 'main' writes 'raced' here
  // CHECK: note: hold one lock that keeps out other cores around both accesses
  word++; // one step
  mtx_lock(&m);
  locked++; // one lock
  mtx_unlock(&m);
  return 0;
}
int main(void) {
  thrd_t t;
  mtx_init(&m, mtx_plain);
  thrd_create(&t, worker, 0);
  raced++;
  // CHECK: :[[#@LINE-1]]:3: warning: writing 'raced' is not excluded from 'worker' [ambit-undeclared-shared-state]
  // CHECK: note: 'worker' writes 'raced' here
  // CHECK: note: 'worker' is started here
  // CHECK: note: hold one lock that keeps out other cores around both accesses
  word++;
  if (mtx_trylock(&m) == thrd_success) {
    locked++; // obtained
    mtx_unlock(&m);
  }
  thrd_join(t, 0);
  return 0;
}
