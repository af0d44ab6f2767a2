// RUN: %ambit-check %s -- -std=gnu11 %include 2>&1 | %expect

// What is called by a pointer alone gives back for who handed it out. A semaphore that a function
// gives on one way and waits for on another is a message, not a lock.

#include <errno.h>
#include <pthread.h>
#include <semaphore.h>

struct shared {
  pthread_mutex_t mutex;
  unsigned count, waiting;
  sem_t sem;
};

void on_end(void (*function)(void *), void *argument);

static void clean_up(void *argument) {
  struct shared *shared = argument;
  pthread_mutex_unlock(&shared->mutex);
}

void enter(struct shared *shared) {
  pthread_mutex_lock(&shared->mutex);
  on_end(clean_up, shared);
  shared->count++;
  pthread_mutex_unlock(&shared->mutex);
}

int meet(struct shared *shared) {
  pthread_mutex_lock(&shared->mutex);
  if (shared->waiting + 1 >= shared->count) {
    while (shared->waiting > 0) {
      shared->waiting--;
      sem_post(&shared->sem);
    }
    pthread_mutex_unlock(&shared->mutex);
    return 1;
  }
  shared->waiting++;
  pthread_mutex_unlock(&shared->mutex);
  while (sem_wait(&shared->sem) != 0)
    if (errno != EINTR)
      return -1;
  return 0;
}
