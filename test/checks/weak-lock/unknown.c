// RUN: %ambit-check %s -- -std=c11 %include 2>&1 | %expect

// Levels that nobody stated are taken to fit; a lock of a kind nobody stated is a mutex by clang's word
// alone, so that state no handler shares is left alone.

#include "ambit/annotations.h"

struct AMBIT_LOCK_CEILING(3) ceiling { int old; };
void raise(struct ceiling *c) AMBIT_ACQUIRE(c);
void lower(struct ceiling *c) AMBIT_RELEASE(c);
struct AMBIT_LOCK(mutex) mutex { int owner; };
void lock(struct mutex *m) AMBIT_ACQUIRE(m);
void unlock(struct mutex *m) AMBIT_RELEASE(m);

static struct ceiling c;
static struct mutex m;
AMBIT_ISR_SHARED static int shared;
static int plain;
AMBIT_ISR void isr(void) { shared++; } // of a level nobody stated

void use(void) {
  raise(&c);
  shared = 0; // it may fit
  lower(&c);
  lock(&m);
  plain++; // no handler touches it
  unlock(&m);
}
