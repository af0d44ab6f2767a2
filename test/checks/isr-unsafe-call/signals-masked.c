// RUN: %ambit-check %s -- -std=gnu11 2>&1 | %expect

// Whoever keeps the signals of a process out may wait: nobody has to let him go on. A handler may not.

#include <pthread.h>
#include <signal.h>
#include <unistd.h>

static pthread_barrier_t ready;

void *worker(void *argument) {
  sigset_t all;
  sigfillset(&all);
  pthread_sigmask(SIG_BLOCK, &all, 0);
  pthread_barrier_wait(&ready);
  sleep(1);
  return argument;
}

static pthread_mutex_t table;
static void on_signal(int number) {
  pthread_mutex_lock(&table);
  // CHECK: :[[#@LINE-1]]:3: warning: 'pthread_mutex_lock' may block, but is called in signal handler 'on_signal' [ambit-isr-unsafe-call]
  // CHECK: note: 'on_signal' is registered as a signal handler here
  pthread_mutex_unlock(&table);
}
void listen_for(int number) { signal(number, on_signal); }
