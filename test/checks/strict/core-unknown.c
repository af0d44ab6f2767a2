// RUN: %ambit-check-with '{CheckOptions: {Unannotated: Strict}}' %s \
// RUN:   -- -std=c11 %include 2>&1 | %expect

// Strict mode in C: opaque structs and void pointers at core and thread boundaries.

#include "ambit/annotations.h"
#include <pthread.h>
#include <stddef.h>

struct opaque;
struct AMBIT_SEND AMBIT_SYNC fine {
  int n;
};
struct point {
  int x, y;
};
void toCore(void *p AMBIT_CROSSES_CORE_TO(1));
void values(struct point p AMBIT_CROSSES_CORE);
void *run(void *arg);

void cross(struct opaque *o, void *v, struct fine *f, struct point p) {
  pthread_t t;
  toCore(o);
  // CHECK: :[[#@LINE-1]]:10: warning: 'o' crosses to core 1 but nothing says whether 'opaque' is core-free [ambit-core-bound-crossing]
  // CHECK: note: 'opaque' is not defined in this unit
  // CHECK: note: parameter 'p' of 'toCore' crosses to core 1
  toCore(v);
  // CHECK: :[[#@LINE-1]]:10: warning: 'v' crosses to core 1 but nothing says whether 'void *' is core-free [ambit-core-bound-crossing]
  // CHECK: note: a 'void *' could lead to anything
  // CHECK: note: parameter 'p' of 'toCore' crosses to core 1
  toCore(f);      // says so itself
  toCore(NULL);   // nowhere
  values(p);      // numbers
  pthread_create(&t, NULL, run, v);
  // CHECK: :[[#@LINE-1]]:33: warning: 'v' crosses to another thread but nothing says whether 'void *' is send [ambit-unsendable-crossing]
  // CHECK: note: a 'void *' could lead to anything
  // CHECK: note: argument 4 of 'pthread_create' crosses to another thread (model 'posix-threads')
  pthread_create(&t, NULL, run, o);
  // CHECK: :[[#@LINE-1]]:33: warning: 'o' crosses to another thread but nothing says whether 'opaque', which it leads to, is sync [ambit-unsendable-crossing]
  // CHECK: note: 'opaque' is not defined in this unit
  // CHECK: note: argument 4 of 'pthread_create' crosses to another thread (model 'posix-threads')
  pthread_create(&t, NULL, run, f);  // says so itself
  pthread_create(&t, NULL, run, &p);
  // CHECK: :[[#@LINE-1]]:34: warning: a reference to 'p' crosses to another thread but nothing says whether 'point' is sync [ambit-unsendable-crossing]
  // CHECK: note: its member 'x' of type 'int' is not known to be sync
  // CHECK: note: nothing protects its mutable state
  // CHECK: note: argument 4 of 'pthread_create' crosses to another thread (model 'posix-threads')
  pthread_create(&t, NULL, run, NULL); // nowhere
  pthread_detach(t);
}

void ordered(struct point p) {
  pthread_t t;
  pthread_create(&t, NULL, run, &p); // joined, no access in between
  pthread_join(t, NULL);
}

// Without a boundary strict mode has nothing to say.
void here(void *v);
void stays(struct opaque *o) { here(o); }
