// A handler that is stored in a structure for sigaction runs in a thread of the program, as one that is
// given to signal does: it preempts a thread, and is on no other core at that moment.
//
// RUN: %ambit-check %s -- -std=gnu11 2>&1 | %expect

typedef unsigned long pthread_t;
typedef struct { int detached; } pthread_attr_t;
int pthread_create(pthread_t *, const pthread_attr_t *, void *(*)(void *), void *);

struct sigaction {
  union {
    void (*sa_handler)(int);
    void (*sa_sigaction)(int, void *, void *);
  } __sigaction_handler;
  int sa_flags;
};
int sigaction(int, const struct sigaction *, struct sigaction *);

static volatile int nesting; // a word: whoever is interrupted finds it as it was
static int total;
static pthread_t worker;

static void onTick(int number) {
  nesting++;
  nesting--;
  total = 0;
}

static void *work(void *argument) {
  nesting = 0;
  total++;
  // CHECK: :[[@LINE-1]]:3: warning: writing 'total' is not excluded from 'onTick' [ambit-undeclared-shared-state]
  // CHECK: note: 'onTick' writes 'total' here
  // CHECK: note: 'onTick' is registered as a signal handler here
  // CHECK: note: mask interrupts around this access
  return argument;
}

void start(void) {
  struct sigaction tick = {0};
  tick.__sigaction_handler.sa_handler = onTick;
  sigaction(14, &tick, 0);
  pthread_create(&worker, 0, work, 0);
}
