// RUN: %ambit-check %s -- -std=c11 %include 2>&1 | %expect

// The POSIX model, with the real headers.

#include "ambit/annotations.h"
#include <mqueue.h>
#include <pthread.h>
#include <signal.h>
#include <stddef.h>

struct AMBIT_THREAD_BOUND window {
  int width;
};
struct AMBIT_CORE_BOUND counter {
  long hits;
};
struct job {
  int number;
  struct window *on;
};

struct window *shown;
void *run(void *arg);
void *paint(void *arg) {
  (void)arg;
  if (shown)
    shown->width = 0;
  return NULL;
}

void start(struct window *w, struct counter *c, struct job *j, int number) {
  pthread_t t;
  pthread_create(&t, NULL, run, w);
  // CHECK: :[[#@LINE-1]]:33: warning: 'w' crosses to another thread but 'window' is thread-bound [ambit-unsendable-crossing]
  // CHECK: note: 'window' is declared thread-bound here
  // CHECK: note: argument 4 of 'pthread_create' crosses to another thread (model 'posix-threads')
  pthread_create(&t, NULL, run, c);
  // CHECK: :[[#@LINE-1]]:33: warning: 'c' crosses to another core but 'counter' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'counter' is declared core-bound here
  // CHECK: note: argument 4 of 'pthread_create' crosses to another thread, on a core nobody knows (model 'posix-threads')
  pthread_create(&t, NULL, run, &w->width);
  // CHECK: :[[#@LINE-1]]:34: warning: 'width' crosses to another thread but 'window' is thread-bound [ambit-unsendable-crossing]
  // CHECK: note: it is a part of 'window', which is thread-bound
  // CHECK: note: 'window' is declared thread-bound here
  // CHECK: note: argument 4 of 'pthread_create' crosses to another thread (model 'posix-threads')
  pthread_create(&t, NULL, run, &number);    // an int, in permissive mode
  pthread_create(&t, NULL, run, NULL);       // nothing
  pthread_create(&t, NULL, paint, NULL);     // nothing is handed over here
  shown = w;
  // CHECK: :[[#@LINE-1]]:3: warning: writing 'shown' is not excluded from 'paint' [ambit-undeclared-shared-state]
  // CHECK: note: 'paint' reads 'shown' here
  // CHECK: :[[#@LINE-3]]:11: warning: 'w' is stored where another thread reads it but 'window' is thread-bound [ambit-unsendable-crossing]
  // CHECK: note: 'window' is declared thread-bound here
  // CHECK: note: another thread reads 'shown' here
  struct job bad = {number, w};
  pthread_create(&t, NULL, run, &bad);
  // CHECK: :[[#@LINE-1]]:34: warning: a reference to 'bad' crosses to another thread but 'job' is not sync [ambit-unsendable-crossing]
  // CHECK: note: its member 'on' leads to 'window', which is thread-bound
  // CHECK: note: 'window' is declared thread-bound here
  // CHECK: note: argument 4 of 'pthread_create' crosses to another thread (model 'posix-threads')
  (void)j;
}

void joined(void) {
  struct window w = {1};
  pthread_t t;
  pthread_create(&t, NULL, run, &w); // joined, no access in between
  pthread_join(t, NULL);
  w.width = 2;
}

void detached(void) {
  static struct window w;
  pthread_t t;
  pthread_create(&t, NULL, run, &w);
  // CHECK: :[[#@LINE-1]]:34: warning: 'w' crosses to another thread but 'window' is thread-bound [ambit-unsendable-crossing]
  // CHECK: note: 'window' is declared thread-bound here
  // CHECK: note: argument 4 of 'pthread_create' crosses to another thread (model 'posix-threads')
  pthread_detach(t);
}

void messages(mqd_t mq, struct window *w) {
  mq_send(mq, (const char *)&w->width, sizeof w->width, 0); // a number is copied
  mq_send(mq, (const char *)w, sizeof *w, 0);
  // CHECK: :[[#@LINE-1]]:29: warning: 'w' crosses to another thread but 'window' is thread-bound [ambit-unsendable-crossing]
  // CHECK: note: 'window' is declared thread-bound here
  // CHECK: note: argument 2 of 'mq_send' crosses to another thread (model 'posix-threads')
  mq_send(mq, (const char *)&w, sizeof w, 0);
  // CHECK: :[[#@LINE-1]]:30: warning: 'w' crosses to another thread but 'window' is thread-bound [ambit-unsendable-crossing]
  // CHECK: note: 'window' is declared thread-bound here
  // CHECK: note: argument 2 of 'mq_send' crosses to another thread (model 'posix-threads')
}
