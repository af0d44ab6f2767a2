// RUN: %ambit-check %s -- -std=c11 %include 2>&1 | %expect

// Zephyr: a thread that is made to wait and pinned before it starts has that core from its beginning.

#include "ambit/annotations.h"
#include <stddef.h>
#include <stdint.h>

typedef struct {
  int64_t ticks;
} k_timeout_t;
struct k_thread {
  int state;
};
typedef struct k_thread *k_tid_t;
typedef char k_thread_stack_t;
typedef void (*k_thread_entry_t)(void *, void *, void *);
k_tid_t k_thread_create(struct k_thread *thread, k_thread_stack_t *stack, size_t size,
                        k_thread_entry_t entry, void *p1, void *p2, void *p3, int priority,
                        uint32_t options, k_timeout_t delay);
int k_thread_cpu_pin(k_tid_t thread, int cpu);
void k_thread_start(k_tid_t thread);

struct AMBIT_CORE_BOUND_TO(0) modem {
  volatile uint32_t command;
};
static struct modem modem;
static struct k_thread first, second, third;
static k_thread_stack_t stacks[3][1024];

static void at_home(void *a, void *b, void *c) { modem.command = 1; }

static void elsewhere(void *a, void *b, void *c) {
  modem.command = 2;
  // CHECK: :[[#@LINE-1]]:3: warning: 'elsewhere' runs on core 1 but uses 'modem', which is bound to core 0 [ambit-off-core-access]
}

static void pinned_late(void *a, void *b, void *c) {
  modem.command = 3;
  // CHECK: :[[#@LINE-1]]:3: warning: 'pinned_late' may be moved to another core but uses 'modem', which is bound to core 0 [ambit-off-core-access]
}

int main(void) {
  const k_timeout_t forever = {-1}, at_once = {0};
  k_thread_create(&first, stacks[0], sizeof stacks[0], at_home, NULL, NULL, NULL, 5, 0, forever);
  k_thread_cpu_pin(&first, 0);
  k_thread_start(&first);

  k_thread_create(&second, stacks[1], sizeof stacks[1], elsewhere, NULL, NULL, NULL, 5, 0, forever);
  k_thread_cpu_pin(&second, 1);
  k_thread_start(&second);

  k_thread_create(&third, stacks[2], sizeof stacks[2], pinned_late, NULL, NULL, NULL, 5, 0, at_once);
  k_thread_cpu_pin(&third, 0);
}
