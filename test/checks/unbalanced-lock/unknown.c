// RUN: %ambit-check %s -- -std=c11 %include 2>&1 | %expect

// A lock whose function nobody sees, and one that somebody else opened, are not judged.

#include "ambit/annotations.h"

struct AMBIT_LOCK(mutex) mutex { int owner; };
void unlock(struct mutex *m) AMBIT_RELEASE(m);
void other_lock(struct mutex *m);

void half(struct mutex *m) {
  other_lock(m); // what it does is not known
}
