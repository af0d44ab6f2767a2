// RUN: %ambit-check %s -- -std=c11 %include 2>&1 | %expect

// A loop that joins fewer threads than another started has not joined all.

typedef unsigned long pthread_t;
typedef struct { int word; } pthread_attr_t;
int pthread_create(pthread_t *, const pthread_attr_t *, void *(*)(void *), void *);
int pthread_join(pthread_t, void **);

static int all, some;

static void *in_all(void *arg) { return all ? arg : 0; }
static void *in_some(void *arg) { return some ? arg : 0; }

int main(void) {
  pthread_t t[10], u[10];
  for (int i = 0; i < 10; i++)
    pthread_create(&t[i], 0, in_all, 0);
  for (int i = 0; i < 10; i++)
    pthread_join(t[i], 0);
  all = 2;
  for (int i = 0; i < 10; i++)
    pthread_create(&u[i], 0, in_some, 0);
  for (int i = 0; i < 9; i++)
    pthread_join(u[i], 0);
  some = 2;
  // CHECK: :[[#@LINE-1]]:3: warning: writing 'some' is not excluded from 'in_some' [ambit-undeclared-shared-state]
  // CHECK: :13:{{[0-9]+}}: note: 'in_some' reads 'some' here
  // CHECK: :23:5: note: 'in_some' is started here
  // CHECK: :26:3: note: hold one lock that keeps out other cores around both accesses
}
