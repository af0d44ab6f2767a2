// RUN: %ambit-check %s -- -std=c11 %include 2>&1 | %expect

// Guarded by the interrupt mask: the pointer outlives the masked section.

#include "ambit/annotations.h"

unsigned save(void) AMBIT_ACQUIRE(irq);
void restore(unsigned s) AMBIT_RELEASE(irq);

struct message { int id; };
AMBIT_ISR_SHARED_BY(irq) static struct message pending;
AMBIT_ISR void isr(void) { pending.id++; }
static struct message *last;

void keep(void) {
  unsigned s = save();
  last = &pending;
  // CHECK: :[[#@LINE-1]]:3: warning: a way into 'pending' is kept in 'last', which outlives the section under 'irq' [ambit-guarded-state-escape]
  // CHECK: note: 'pending' is declared guarded here
  // CHECK: note: copy what is needed while the lock is held
  restore(s);
}
struct message take(void) {
  unsigned s = save();
  struct message copy = pending;
  restore(s);
  return copy; // a copy
}
