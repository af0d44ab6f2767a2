// RUN: %ambit-check %s -- -std=gnu11 %include 2>&1 | %expect

// Who tries a lock that he holds is refused, as everybody is. Readers may come in again, and go as
// often as they came.

#include <errno.h>
#include <pthread.h>

static pthread_rwlock_t lock = PTHREAD_RWLOCK_INITIALIZER;
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static int value;

void tries(void) {
  pthread_mutex_lock(&mutex);
  if (pthread_mutex_trylock(&mutex) == 0)
    value = 1;
  pthread_mutex_unlock(&mutex);
}

int writes_while_reading(void) {
  if (pthread_rwlock_rdlock(&lock) != 0)
    return 0;
  int refused = pthread_rwlock_trywrlock(&lock) == EBUSY;
  pthread_rwlock_unlock(&lock);
  return refused;
}

void reads_twice(void) {
  if (pthread_rwlock_rdlock(&lock) != 0)
    return;
  if (pthread_rwlock_rdlock(&lock) == 0)
    pthread_rwlock_unlock(&lock);
  pthread_rwlock_unlock(&lock);
}

void waits_for_himself(void) {
  if (pthread_rwlock_rdlock(&lock) != 0)
    return;
  if (pthread_rwlock_wrlock(&lock) == 0)
    // CHECK: :[[#@LINE-1]]:7: warning: lock 'lock' is taken while it is held already [ambit-unbalanced-lock]
    // CHECK: note: it is taken here
    pthread_rwlock_unlock(&lock);
  pthread_rwlock_unlock(&lock);
}
