// RUN: %ambit-check %s -- -std=c11 %include 2>&1 | %expect

// Held only where it was obtained.

#include "ambit/annotations.h"

struct AMBIT_LOCK(mutex) mutex { int owner; };
int try_lock(struct mutex *m) AMBIT_TRY_ACQUIRE(1, m);
void unlock(struct mutex *m) AMBIT_RELEASE(m);
static struct mutex m;

int good(void) {
  if (!try_lock(&m))
    return 0; // not obtained
  unlock(&m);
  return 1;
}
int bad(int n) {
  if (!try_lock(&m))
    return 0;
  if (n < 0)
    return 0;
    // CHECK: :[[#@LINE-1]]:5: warning: lock 'm' is still held when 'bad' ends here [ambit-unbalanced-lock]
    // CHECK: note: it is taken here
  unlock(&m);
  return 1;
}
int own_try_lock(void) {
  if (try_lock(&m))
    return 1; // it tells its caller
  return 0;
}
