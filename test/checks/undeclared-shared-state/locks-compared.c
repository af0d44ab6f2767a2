// RUN: %ambit-check %s -- -std=c11 %include 2>&1 | %expect

// Where two pointers were compared and are equal, one lock has both names.

#include "ambit/annotations.h"

struct AMBIT_LOCK(spin_irq) spin { int owner; };
void take(struct spin *s) AMBIT_ACQUIRE(s);
void give(struct spin *s) AMBIT_RELEASE(s);
void start(void (*body)(void) AMBIT_CALLED_ON(1));
void choose(void);

struct waiter {
  struct spin *lock;
};

extern struct spin *common;
static int same, turned, from_caller, different, chosen, given_back, kept;

static void worker(void) {
  take(common);
  same++;
  turned++;
  from_caller++;
  different++;
  // CHECK: :[[#@LINE-1]]:3: warning: writing 'different' is not excluded from 'core0' [ambit-undeclared-shared-state]
  // CHECK: note: 'core0' writes 'different' here
  // CHECK: note: hold 'lock' around this access
  chosen++;
  // CHECK: :[[#@LINE-1]]:3: warning: writing 'chosen' is not excluded from 'core0' [ambit-undeclared-shared-state]
  // CHECK: note: 'core0' writes 'chosen' here
  // CHECK: note: hold 'lock' around this access
  kept++;
  // CHECK: :[[#@LINE-1]]:3: warning: writing 'kept' is not excluded from 'core0' [ambit-undeclared-shared-state]
  // CHECK: note: 'core0' writes 'kept' here
  // CHECK: note: hold 'lock' around this access
  given_back++;
  give(common);
}

static void notify(struct waiter *w) {
  if (common != w->lock) {
    take(common);
    from_caller++;
    give(common);
  } else {
    from_caller++; // its caller holds it
  }
}

AMBIT_RUNS_ON(0) void core0(struct waiter *w) {
  start(worker);
  take(w->lock);
  if (w->lock == common)
    same++;
  if (common != w->lock)
    different++;
  // CHECK: :[[#@LINE-1]]:5: warning: writing 'different' is not excluded from 'worker' [ambit-undeclared-shared-state]
  // CHECK: note: 'worker' writes 'different' here
  // CHECK: note: 'worker' is started on core 1 here
  // CHECK: note: hold 'common' around this access
  else
    turned++;
  if (w->lock == common) {
    choose();
    chosen++; // it may have set another one
    // CHECK: :[[#@LINE-1]]:5: warning: writing 'chosen' is not excluded from 'worker' [ambit-undeclared-shared-state]
    // CHECK: note: 'worker' writes 'chosen' here
    // CHECK: note: 'worker' is started on core 1 here
    // CHECK: note: hold 'common' around this access
  }
  if (w->lock == common)
    choose();
  kept++; // on both paths
  // CHECK: :[[#@LINE-1]]:3: warning: writing 'kept' is not excluded from 'worker' [ambit-undeclared-shared-state]
  // CHECK: note: 'worker' writes 'kept' here
  // CHECK: note: 'worker' is started on core 1 here
  // CHECK: note: hold 'common' around this access
  notify(w);
  give(w->lock);
}

AMBIT_RUNS_ON(0) void gives_back(struct waiter *w) {
  take(w->lock);
  if (w->lock == common) {
    give(common);
    given_back++;
    // CHECK: :[[#@LINE-1]]:5: warning: writing 'given_back' is not excluded from 'worker' [ambit-undeclared-shared-state]
    // CHECK: note: 'worker' writes 'given_back' here
    // CHECK: note: 'worker' is started on core 1 here
    // CHECK: note: hold 'common' around this access
    take(w->lock);
  }
  give(w->lock);
}
