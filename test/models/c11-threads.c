// RUN: %ambit-check %s -- -std=c11 %include 2>&1 | %expect

// The C11 model, with the real header.

#include "ambit/annotations.h"
#include <stddef.h>
#include <threads.h>

struct AMBIT_THREAD_BOUND parser {
  int depth;
};
struct AMBIT_CORE_BOUND timer {
  int ticks;
};
struct box {
  void *what;
};
int run(void *arg);

void start(struct parser *p, struct timer *t, struct box *b) {
  thrd_t thread;
  thrd_create(&thread, run, p);
  // CHECK: :[[#@LINE-1]]:29: warning: 'p' crosses to another thread but 'parser' is thread-bound [ambit-unsendable-crossing]
  // CHECK: note: 'parser' is declared thread-bound here
  // CHECK: note: argument 3 of 'thrd_create' crosses to another thread (model 'c11-threads')
  thrd_create(&thread, run, t);
  // CHECK: :[[#@LINE-1]]:29: warning: 't' crosses to another core but 'timer' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'timer' is declared core-bound here
  // CHECK: note: argument 3 of 'thrd_create' crosses to another thread, on a core nobody knows (model 'c11-threads')
  thrd_create(&thread, run, b);    // unknown
  thrd_create(&thread, run, NULL); // nothing
  int done = 0;
  thrd_create(&thread, run, &done); // an int, in permissive mode
  thrd_detach(thread);
}

void joined(void) {
  struct parser own = {0};
  thrd_t thread;
  thrd_create(&thread, run, &own); // joined
  thrd_join(thread, NULL);
}

void coreStaysBound(void) {
  struct timer own = {0};
  thrd_t thread;
  thrd_create(&thread, run, &own);
  // CHECK: :[[#@LINE-1]]:30: warning: 'own' crosses to another core but 'timer' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'timer' is declared core-bound here
  // CHECK: note: argument 3 of 'thrd_create' crosses to another thread, on a core nobody knows (model 'c11-threads')
  thrd_join(thread, NULL); // joined, but it ran on another core
}

static tss_t key;
void specific(struct parser *p) {
  tss_set(key, p); // stays with this thread
}
