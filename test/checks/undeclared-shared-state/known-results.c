// RUN: %ambit-check %s -- -std=c11 2>&1 | %expect

// A branch that tests a result of which nothing but one value can come is taken in one way.

#include <pthread.h>
#include <stddef.h>

typedef struct QueueDefinition *QueueHandle_t;
typedef struct { long words[20]; } StaticQueue_t;
QueueHandle_t xQueueCreateMutexStatic(unsigned char type, StaticQueue_t *memory);
QueueHandle_t xQueueCreateMutex(unsigned char type);
__attribute__((returns_nonnull)) void *given_memory(void);

static int state;
static StaticQueue_t memory;
static QueueHandle_t kept;

static void *other(void *unused) {
  state++;
  // CHECK: :[[#@LINE-1]]:3: warning: writing 'state' is not excluded from 'main' [ambit-undeclared-shared-state]
  // CHECK: note: 'main' writes 'state' here
  // CHECK: note: hold one lock that keeps out other cores around both accesses
  return NULL;
}

static int always_works(int which) {
  if (which > 2)
    return 0;
  kept = NULL;
  return 0;
}
static int may_fail(int which) { return which > 2 ? -1 : 0; }
static int always_negative(void) { return -5; }
__attribute__((weak)) int hook(void) { return 0; }
static void *first_of(int which) { return which ? given_memory() : (void *)&memory; }

int main(int argc, char **argv) {
  pthread_t t;
  pthread_create(&t, NULL, other, NULL);

  kept = xQueueCreateMutexStatic(1, &memory);
  if (!kept)
    state = 1;
  kept = xQueueCreateMutex(1);
  if (!kept)
    state = 2;
  // CHECK: :[[#@LINE-1]]:5: warning: writing 'state' is not excluded from 'other' [ambit-undeclared-shared-state]
  // CHECK: note: 'other' writes 'state' here
  // CHECK: note: 'other' is started here
  // CHECK: note: hold one lock that keeps out other cores around both accesses

  void *block = given_memory();
  if (block == NULL)
    state = 3;

  int error = always_works(argc);
  if (error)
    state = 4;
  if (always_works(argc) < 0)
    state = 5;
  if (always_negative() >= 0)
    state = 6;
  if (may_fail(argc) < 0)
    state = 7;
  // CHECK: :[[#@LINE-1]]:5: warning: writing 'state' is not excluded from 'other' [ambit-undeclared-shared-state]
  // CHECK: note: 'other' writes 'state' here
  // CHECK: note: 'other' is started here
  // CHECK: note: hold one lock that keeps out other cores around both accesses
  if (always_negative() < 0)
    state = 8;
  // CHECK: :[[#@LINE-1]]:5: warning: writing 'state' is not excluded from 'other' [ambit-undeclared-shared-state]
  // CHECK: note: 'other' writes 'state' here
  // CHECK: note: 'other' is started here
  // CHECK: note: hold one lock that keeps out other cores around both accesses
  // Another definition may take the place of this one.
  if (hook())
    state = 9;
  // CHECK: :[[#@LINE-1]]:5: warning: writing 'state' is not excluded from 'other' [ambit-undeclared-shared-state]
  // CHECK: note: 'other' writes 'state' here
  // CHECK: note: 'other' is started here
  // CHECK: note: hold one lock that keeps out other cores around both accesses
  pthread_join(t, NULL);
  return first_of(argc) == NULL;
}
