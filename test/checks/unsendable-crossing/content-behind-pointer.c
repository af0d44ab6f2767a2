// RUN: %ambit-check %s -- -std=c11 %include 2>&1 | %expect

// An object whose address crosses: what this function put into its members is known.

#include "ambit/annotations.h"
#include <stddef.h>

struct AMBIT_THREAD_BOUND parser {
  int depth;
};
struct box {
  void *what;
  int n;
};
struct job {
  struct parser *on;
  int n;
};
void start(void *arg AMBIT_CROSSES_THREAD);

void inVoidPointer(struct parser *p) {
  struct box b = {p, 1};
  start(&b);
  // CHECK: :[[#@LINE-1]]:10: warning: 'p' crosses to another thread but 'parser' is thread-bound [ambit-unsendable-crossing]
  // CHECK: note: 'parser' is declared thread-bound here
  // CHECK: note: this was put into 'b' here
  // CHECK: note: parameter 'arg' of 'start' crosses to another thread
  b.what = NULL;
  start(&b); // null now
}
void null(struct parser *p) {
  struct job j = {NULL, 1};
  start(&j); // null
  j.on = p;
  start(&j);
  // CHECK: :[[#@LINE-1]]:10: warning: a reference to 'j' crosses to another thread but 'job' is not sync [ambit-unsendable-crossing]
  // CHECK: note: its member 'on' leads to 'parser', which is thread-bound
  // CHECK: note: 'parser' is declared thread-bound here
  // CHECK: note: parameter 'arg' of 'start' crosses to another thread
}
