// RUN: %ambit-check %s -- -std=c11 %include 2>&1 | %expect

// What is thread-bound is reported where it crosses; its members are not reported again on the other side.

#include "ambit/annotations.h"

struct AMBIT_THREAD_BOUND view {
  int width;
};
struct model {
  int changes;
};
void post(void (*job)(void *) AMBIT_CALLED_IN_THREAD, void *with AMBIT_CROSSES_THREAD);

static void draw(void *p) { ((struct view *)p)->width++; }
static void change(void *p) {
  ((struct model *)p)->changes++;
  // CHECK: :[[#@LINE-1]]:24: warning: writing 'changes' is not excluded from 'change' [ambit-undeclared-shared-state]
  // CHECK: note: 'change' writes 'changes' here
  // CHECK: note: 'change' is started here
  // CHECK: note: hold one lock that keeps out other cores around both accesses
}

void start(struct view *v, struct model *m) {
  post(draw, v);
  // CHECK: :[[#@LINE-1]]:14: warning: 'v' crosses to another thread but 'view' is thread-bound [ambit-unsendable-crossing]
  // CHECK: note: 'view' is declared thread-bound here
  // CHECK: note: parameter 'with' of 'post' crosses to another thread
  post(draw, v);
  // CHECK: :[[#@LINE-1]]:14: warning: 'v' crosses to another thread but 'view' is thread-bound [ambit-unsendable-crossing]
  // CHECK: note: 'view' is declared thread-bound here
  // CHECK: note: parameter 'with' of 'post' crosses to another thread
  post(change, m);
  post(change, m);
}
