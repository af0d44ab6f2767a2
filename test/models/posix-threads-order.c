// RUN: %ambit-check %s -- -std=c11 %include 2>&1 | %expect

// Order that POSIX threads give without a lock: what is done once.

typedef unsigned long pthread_t;
typedef int pthread_once_t;
int pthread_create(pthread_t *, const void *, void *(*)(void *), void *);
int pthread_once(pthread_once_t *, void (*)(void));

static pthread_once_t once;
static int table, late;

static void make(void) {
  table = 42;
  late = 1;
}

static void *reader(void *arg) {
  pthread_once(&once, make);
  return (void *)(long)(table + late);
}

int main(void) {
  pthread_t t;
  pthread_create(&t, 0, reader, 0);
  late = 2; // before
  // CHECK: :[[#@LINE-1]]:3: warning: writing 'late' is not excluded from 'reader' [ambit-undeclared-shared-state]
  // CHECK: note: 'reader' reads 'late' here
  // CHECK: note: 'reader' is started here
  // CHECK: note: hold one lock that keeps out other cores around both accesses
  pthread_once(&once, make);
  return table;
}
