// RUN: %ambit-check %s -- -std=c11 %include 2>&1 | %expect

// A helper that is called with more objects than it is solved for is called with the locks of all
// of them, if that is so.

#include "ambit/annotations.h"

struct AMBIT_LOCK(spin_irq) spin { int owner; };
void take(struct spin *s) AMBIT_ACQUIRE(s);
void give(struct spin *s) AMBIT_RELEASE(s);
void start(void (*body)(void) AMBIT_CALLED_ON(1));

struct waiter {
  struct spin *lock;
};

extern struct spin *common;
static int same, unlocked;

static void worker(void) {
  take(common);
  same++;
  unlocked++;
  give(common);
}

static void notify(struct waiter *w) {
  if (common == w->lock)
    same++; // each caller holds it
}
static void forget(struct waiter *w) {
  if (common == w->lock)
    unlocked++;
  // CHECK: :[[#@LINE-1]]:5: warning: writing 'unlocked' is not excluded from 'worker' [ambit-undeclared-shared-state]
  // CHECK: note: 'worker' writes 'unlocked' here
  // CHECK: note: 'worker' is started on core 1 here
  // CHECK: note: 'core0' calls 'forget' here
  // CHECK: note: hold 'common' around this access
}

static struct waiter w0, w1, w2, w3, w4, w5, w6, w7, w8, w9, w10, w11, w12, w13, w14, w15, w16, w17, w18, w19, w20, w21, w22, w23, w24, w25;

#define TELL(w)  \
  take(w.lock); \
  notify(&w);   \
  forget(&w);   \
  give(w.lock)

AMBIT_RUNS_ON(0) void core0(void) {
  start(worker);
  TELL(w0);
  TELL(w1);
  TELL(w2);
  TELL(w3);
  TELL(w4);
  TELL(w5);
  TELL(w6);
  TELL(w7);
  TELL(w8);
  TELL(w9);
  TELL(w10);
  TELL(w11);
  TELL(w12);
  TELL(w13);
  TELL(w14);
  TELL(w15);
  TELL(w16);
  TELL(w17);
  TELL(w18);
  TELL(w19);
  TELL(w20);
  TELL(w21);
  TELL(w22);
  TELL(w23);
  TELL(w24);
  TELL(w25);
  forget(&w25); // without its lock
}
