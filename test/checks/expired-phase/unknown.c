// RUN: %ambit-check %s -- -std=c11 %include 2>&1 | %expect

// What nobody sees may end the phase or not, and nothing is said.

#include "ambit/annotations.h"

void leave(void) AMBIT_ENDS_PHASE(boot);
void probe(int n) AMBIT_PHASE_BOUND(boot);
void somewhere(void);
extern void (*hook)(void);
struct driver {
  void (*stop)(struct driver *);
};

void after_unknown_call(struct driver *d) {
  somewhere();
  hook();
  d->stop(d);
  probe(1);
}
void called_by_nobody(void) { probe(2); }
void (*chosen(int n))(void) {
  return n ? leave : somewhere; // not called
}
void through_pointer(int n) {
  chosen(n)();
  probe(3);
}
