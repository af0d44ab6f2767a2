// RUN: %ambit-check %s -- -std=c11 %include 2>&1 | %expect

// The POSIX model: a semaphore is a lock, or a signal that orders what comes before it and after it.

#include <pthread.h>
#include <semaphore.h>

static sem_t lock, full;
static int locked, handed, raced;

static void *producer(void *argument) {
  handed = 1; // before the signal
  sem_post(&full);
  while (sem_wait(&lock) != 0)
    ;
  locked++;
  sem_post(&lock);
  raced++;
  // CHECK: :[[#@LINE-1]]:3: warning: writing 'raced' is not excluded from 'main' [ambit-undeclared-shared-state]
  return argument;
}

int main(void) {
  pthread_t thread;
  sem_init(&lock, 0, 1);
  sem_init(&full, 0, 0);
  pthread_create(&thread, 0, producer, 0);
  raced = 2;
  // CHECK: :[[#@LINE-1]]:3: warning: writing 'raced' is not excluded from 'producer' [ambit-undeclared-shared-state]
  sem_wait(&lock);
  locked = 0;
  sem_post(&lock);
  sem_wait(&full);
  return handed; // after it
}
