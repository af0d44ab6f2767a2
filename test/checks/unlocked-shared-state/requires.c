// RUN: %ambit-check %s -- -std=c11 %include 2>&1 | %expect

// A call without the lock that the callee requires.

#include "ambit/annotations.h"

struct AMBIT_LOCK(mutex) mutex { int owner; };
void lock(struct mutex *m) AMBIT_ACQUIRE(m);
void unlock(struct mutex *m) AMBIT_RELEASE(m);
void irq_off(void) AMBIT_ACQUIRE(irq);
void irq_on(void) AMBIT_RELEASE(irq);

struct list {
  struct mutex m;
  int length;
};
void append(struct list *l) AMBIT_REQUIRES(l->m);
void restart(void) AMBIT_REQUIRES(irq);

void callers(struct list *a, struct list *b) {
  append(a);
  // CHECK: :[[#@LINE-1]]:3: warning: 'append' is called without 'l->m', which it requires [ambit-unlocked-shared-state]
  // CHECK: note: that is declared here
  lock(&a->m);
  append(a); // held
  append(b);
  // CHECK: :[[#@LINE-1]]:3: warning: 'append' is called without 'l->m', which it requires [ambit-unlocked-shared-state]
  // CHECK: note: that is declared here
  unlock(&a->m);
  restart();
  // CHECK: :[[#@LINE-1]]:3: warning: 'restart' is called with interrupts enabled, which it requires to be masked [ambit-unlocked-shared-state]
  // CHECK: note: that is declared here
  irq_off();
  restart(); // masked
  irq_on();
}
void also(struct list *l) AMBIT_REQUIRES(l->m) {
  append(l); // the caller holds it
}
