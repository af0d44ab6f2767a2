// RUN: %ambit-check %s -- -std=c11 %include 2>&1 | %expect

// Structs and unions of C that hold a way to something bound; what was put into them is known.

#include "ambit/annotations.h"
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <threads.h>
struct AMBIT_CORE_BOUND dma { int ch; char buf[32]; };
struct AMBIT_THREAD_BOUND gl { int tex; };
typedef struct gl *gl_handle;
typedef struct AMBIT_CORE_BOUND_TO(0) { int n; } led_t;
struct args { struct dma *d; int n; };
union either { struct dma *d; long n; };
struct nested { struct { struct gl *g; } in; int k; };
void *run(void *);
int run11(void *);
void q(const void *item AMBIT_CROSSES_CORE);
void qv(struct args a AMBIT_CROSSES_CORE);
void qu(union either u AMBIT_CROSSES_CORE);
void own(void *p AMBIT_CROSSES_THREAD AMBIT_OWNER);
void on(int core, void (*f)(void *) AMBIT_CALLED_ON(core), void *arg AMBIT_CROSSES_CORE_TO(core));
void work(void *);

void a1(struct dma *d, gl_handle g) {
  struct args *h = malloc(sizeof *h);
  h->d = d;
  h->n = 1;
  q(h);
  // CHECK: :[[#@LINE-1]]:5: warning: 'h' crosses to another core but 'args' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: its member 'd' leads to 'dma', which is core-bound
  // CHECK: note: 'dma' is declared core-bound here
  // CHECK: note: parameter 'item' of 'q' crosses to another core
  h->d = NULL;
  q(h);
  // CHECK: :[[#@LINE-1]]:5: warning: 'h' crosses to another core but 'args' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: its member 'd' leads to 'dma', which is core-bound
  // CHECK: note: 'dma' is declared core-bound here
  // CHECK: note: parameter 'item' of 'q' crosses to another core
  struct args v = { .n = 3 };
  qv(v);              // d is null
  v.d = d;
  qv(v);
  // CHECK: :[[#@LINE-1]]:6: warning: 'v' crosses to another core but 'args' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: its member 'd' leads to 'dma', which is core-bound
  // CHECK: note: 'dma' is declared core-bound here
  // CHECK: note: parameter 'a' of 'qv' crosses to another core
  memset(&v, 0, sizeof v);
  qv(v);              // zeroed
  qv((struct args){ d, 1 });
  // CHECK: :[[#@LINE-1]]:19: warning: a value of type 'args' crosses to another core but 'args' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: its member 'd' leads to 'dma', which is core-bound
  // CHECK: note: 'dma' is declared core-bound here
  // CHECK: note: parameter 'a' of 'qv' crosses to another core
  qv((struct args){ 0, 1 });    // null
  union either u = { .n = 4 };
  qu(u);
  pthread_t t;
  pthread_create(&t, NULL, run, g);
  // CHECK: :[[#@LINE-1]]:33: warning: 'g' crosses to another thread but 'gl' is thread-bound [ambit-unsendable-crossing]
  // CHECK: note: 'gl' is declared thread-bound here
  // CHECK: note: argument 4 of 'pthread_create' crosses to another thread (model 'posix-threads')
  pthread_detach(t);
}
void a2(struct dma *d, int f) {
  void *p = f ? (void *)d : NULL;
  q(p);
  // CHECK: :[[#@LINE-1]]:5: warning: 'd' crosses to another core but 'dma' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'dma' is declared core-bound here
  // CHECK: note: this was put into 'p' here
  // CHECK: note: parameter 'item' of 'q' crosses to another core
  q(f ? d : NULL);
  // CHECK: :[[#@LINE-1]]:9: warning: 'd' crosses to another core but 'dma' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'dma' is declared core-bound here
  // CHECK: note: parameter 'item' of 'q' crosses to another core
  q(&d->ch);
  // CHECK: :[[#@LINE-1]]:6: warning: 'ch' crosses to another core but 'dma' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: it is a part of 'dma', which is core-bound
  // CHECK: note: 'dma' is declared core-bound here
  // CHECK: note: parameter 'item' of 'q' crosses to another core
  q(d->buf);
  // CHECK: :[[#@LINE-1]]:5: warning: 'buf' crosses to another core but 'dma' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: it is a part of 'dma', which is core-bound
  // CHECK: note: 'dma' is declared core-bound here
  // CHECK: note: parameter 'item' of 'q' crosses to another core
  q((d, NULL));       // null
  char tmp[32];
  memcpy(tmp, d->buf, 32);
  q(tmp);             // a copy
}
void a3(led_t *led, struct dma *d) {
  on(0, work, led);   // home
  on(1, work, led);
  // CHECK: :[[#@LINE-1]]:15: warning: 'led' crosses to core 1 but 'led_t' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'led_t' is declared core-bound here
  // CHECK: note: parameter 'arg' of 'on' crosses to core 1
  on(1, work, d);
  // CHECK: :[[#@LINE-1]]:15: warning: 'd' crosses to core 1 but 'dma' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'dma' is declared core-bound here
  // CHECK: note: parameter 'arg' of 'on' crosses to core 1
  on(1, work, (void *)(long)d->ch); // number
}
void a4(void) {
  struct gl *g = malloc(sizeof *g);
  thrd_t t;
  thrd_create(&t, run11, g);
  // CHECK: :[[#@LINE-1]]:26: warning: 'g' crosses to another thread but 'gl' is thread-bound [ambit-unsendable-crossing]
  // CHECK: note: 'gl' is declared thread-bound here
  // CHECK: note: argument 3 of 'thrd_create' crosses to another thread (model 'c11-threads')
  thrd_detach(t);
}
void a5(void) {
  struct nested n = { { NULL }, 1 };
  own(&n);            // null
  struct nested m = { .in.g = (struct gl *)malloc(4) };
  own(&m);
  // CHECK: :[[#@LINE-1]]:8: warning: 'm' crosses to another thread but 'nested' is not send [ambit-unsendable-crossing]
  // CHECK: note: its member 'in' has thread-bound type '(unnamed struct)'
  // CHECK: note: its member 'g' leads to 'gl', which is thread-bound
  // CHECK: note: 'gl' is declared thread-bound here
  // CHECK: note: parameter 'p' of 'own' crosses to another thread
}
static struct gl window;
static int worker(void *x) { (void)x; window.tex = 1; return 0; }
// CHECK: :[[#@LINE-1]]:39: warning: 'window' is used in another thread but 'gl' is thread-bound [ambit-unsendable-crossing]
// CHECK: note: 'gl' is declared thread-bound here
// CHECK: note: the thread that runs this is started here
void a6(void) { thrd_t t; thrd_create(&t, worker, NULL); thrd_join(t, NULL); }
static struct dma *shared_dma;
static void *rd(void *x) { (void)x; return shared_dma; }
void a7(struct dma *d) { pthread_t t; shared_dma = d;
// CHECK: :[[#@LINE-1]]:52: warning: 'd' is stored where another thread reads it but 'dma' is core-bound [ambit-core-bound-crossing]
// CHECK: note: 'dma' is declared core-bound here
// CHECK: note: another thread reads 'shared_dma' here
  pthread_create(&t, NULL, rd, NULL); pthread_detach(t); }
#define SPAWN(fn, a) do { pthread_t t_; pthread_create(&t_, NULL, fn, (a)); pthread_detach(t_); } while (0)
void a8(struct gl *g) { SPAWN(run, g);
// CHECK: :[[#@LINE-1]]:36: warning: 'g' crosses to another thread but 'gl' is thread-bound [ambit-unsendable-crossing]
// CHECK: note: 'gl' is declared thread-bound here
// CHECK: note: argument 4 of 'pthread_create' crosses to another thread (model 'posix-threads')
  SPAWN(run, NULL); }
void a9(int n) { for (int i = 0; i < n; i++) { struct gl g = { i }; pthread_t t;
    pthread_create(&t, NULL, run, &g); // joined in each turn
    pthread_join(t, NULL); } }
