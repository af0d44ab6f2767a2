// RUN: %ambit-check %s -- -std=c11 %include 2>&1 | %expect

// Signals that are waited for are masked, and a destructor of a key runs in threads.

typedef unsigned long sigset_t;
typedef unsigned pthread_key_t;
typedef void (*handler_t)(int);
handler_t signal(int number, handler_t handler);
int sigwait(const sigset_t *set, int *number);
int pthread_key_create(pthread_key_t *key, void (*destructor)(void *));
void free(void *);

#include "ambit/annotations.h"
void mask(void) AMBIT_ACQUIRE(irq);
void unmask(void) AMBIT_RELEASE(irq);

static pthread_key_t key;
static void drop(void *data) { free(data); }

static void on_tick(int number) {
  pthread_key_create(&key, drop);
  sigwait(0, &number);
  // CHECK: :[[#@LINE-1]]:3: warning: 'sigwait' must not be called in signal handler 'on_tick': it waits for a signal [ambit-isr-unsafe-call]
  // CHECK: note: 'on_tick' is registered as a signal handler here
}

int main(void) {
  int number;
  signal(14, on_tick);
  mask();
  sigwait(0, &number);
  unmask();
}
