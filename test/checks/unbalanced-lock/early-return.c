// RUN: %ambit-check %s -- -std=c11 %include 2>&1 | %expect

// A path leaves with the lock held.

#include "ambit/annotations.h"

struct AMBIT_LOCK(mutex) mutex { int owner; };
void lock(struct mutex *m) AMBIT_ACQUIRE(m);
void unlock(struct mutex *m) AMBIT_RELEASE(m);
static struct mutex m;

int forgets(int n) {
  lock(&m);
  if (n < 0)
    return -1;
    // CHECK: :[[#@LINE-1]]:5: warning: lock 'm' is still held when 'forgets' ends here [ambit-unbalanced-lock]
    // CHECK: note: it is taken here
  unlock(&m);
  return 0;
}
int frees_on_all(int n) {
  lock(&m);
  if (n < 0) {
    unlock(&m);
    return -1; // released
  }
  unlock(&m);
  return 0;
}
int by_goto(int n) {
  int result = -1;
  lock(&m);
  if (n < 0)
    goto out;
  result = 0;
out:
  unlock(&m);
  return result; // every path comes by
}
void open(void) AMBIT_ACQUIRE(m) {
  lock(&m); // that is what it is for
}
