// RUN: %ambit-check %s -- -std=c11 %include 2>&1 | %expect

// A way in that a variable keeps over the end of the section, only to be returned, is one cause: it is said at the
// return. Used before, it is said where it is kept, too.

#include "ambit/annotations.h"
#include <pthread.h>

struct entry {
  int id;
};
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct entry table[4] AMBIT_GUARDED_BY(lock);

struct entry *find(int i) {
  struct entry *found = 0;
  pthread_mutex_lock(&lock);
  if (i < 4)
    found = &table[i];
  pthread_mutex_unlock(&lock);
  return found;
  // CHECK: :[[#@LINE-1]]:10: warning: a way into 'table' is returned, but 'lock' is released on the way out [ambit-guarded-state-escape]
  // CHECK: note: 'table' is declared guarded here
  // CHECK: note: copy what is needed while the lock is held
}

int number(int i) {
  pthread_mutex_lock(&lock);
  struct entry *found = &table[i];
  // CHECK: :[[#@LINE-1]]:25: warning: a way into 'table' is kept in 'found', which outlives the section under 'lock' [ambit-guarded-state-escape]
  // CHECK: note: it is used here, after the lock was released
  // CHECK: note: 'table' is declared guarded here
  // CHECK: note: copy what is needed while the lock is held
  pthread_mutex_unlock(&lock);
  return found->id;
  // CHECK: :[[#@LINE-1]]:17: warning: reading 'id' without 'lock', which guards it [ambit-unlocked-shared-state]
  // CHECK: note: 'table' is declared guarded here
  // CHECK: note: hold 'lock' around this access
}
