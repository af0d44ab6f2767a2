// RUN: %ambit-check %s -- -std=c11 -D_GNU_SOURCE %include 2>&1 | %expect

// A lock that is held with other readers, or only for what was done once, is none for a write: the side with the right lock is
// not reported.

#include <pthread.h>

static pthread_rwlock_t lock = PTHREAD_RWLOCK_INITIALIZER;
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_once_t once = PTHREAD_ONCE_INIT;
static int table, counted, after_once;

static void init_table(void) { table = 1; }

static void *reader(void *argument) {
  pthread_once(&once, init_table);
  int seen = table; // done once, before
  pthread_rwlock_rdlock(&lock);
  counted += seen; // the writer is kept out, and there is no other reader
  pthread_rwlock_unlock(&lock);
  after_once++;
  // CHECK: :[[#@LINE-1]]:3: warning: writing 'after_once' is not excluded from 'writer' [ambit-undeclared-shared-state]
  return argument;
}

static void *writer(void *argument) {
  pthread_rwlock_wrlock(&lock);
  counted = 0;
  pthread_rwlock_unlock(&lock);
  pthread_mutex_lock(&mutex);
  after_once = 0;
  pthread_mutex_unlock(&mutex);
  return argument;
}

int main(void) {
  pthread_t one, two;
  pthread_create(&one, 0, reader, 0);
  pthread_create(&two, 0, writer, 0);
  pthread_join(one, 0);
  pthread_join(two, 0);
}
