// RUN: %ambit-check %s -- -std=gnu11 %include 2>&1 | %expect

// The POSIX model: mutexes between threads, signal handlers and what they must not call.

#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;
static int raced, locked;
static volatile sig_atomic_t stop;

static void on_signal(int number) {
  stop = number; // made for this
  write(2, "stop", 4); // safe in a handler
  pthread_mutex_lock(&m);
  // CHECK: :[[#@LINE-1]]:3: warning: 'pthread_mutex_lock' may block, but is called in signal handler 'on_signal' [ambit-isr-unsafe-call]
  // CHECK: note: 'on_signal' is registered as a signal handler here
  pthread_mutex_unlock(&m);
}
static void *worker(void *arg) {
  raced++;
  // CHECK: :[[#@LINE-1]]:3: warning: writing 'raced' is not excluded from 'main' [ambit-undeclared-shared-state]
  // CHECK: note: 'main' writes 'raced' here
  // CHECK: note: hold one lock that keeps out other cores around both accesses
  pthread_mutex_lock(&m);
  locked++; // one lock
  pthread_mutex_unlock(&m);
  return arg;
}
int main(void) {
  pthread_t t;
  signal(SIGTERM, on_signal);
  pthread_create(&t, NULL, worker, NULL);
  raced++;
  // CHECK: :[[#@LINE-1]]:3: warning: writing 'raced' is not excluded from 'worker' [ambit-undeclared-shared-state]
  // CHECK: note: 'worker' writes 'raced' here
  // CHECK: note: 'worker' is started here
  // CHECK: note: hold one lock that keeps out other cores around both accesses
  pthread_mutex_lock(&m);
  locked++; // one lock
  pthread_mutex_unlock(&m);
  pthread_join(t, NULL);
  return raced + stop; // joined
}
