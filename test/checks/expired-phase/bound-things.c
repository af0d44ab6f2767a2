// RUN: %ambit-check %s -- -std=c11 %include 2>&1 | %expect

// The same in C: members, arguments, functions and variables.

#include "ambit/annotations.h"

void start_scheduler(void) AMBIT_ENDS_PHASE(boot);

typedef struct AMBIT_PHASE_BOUND(boot) heap {
  unsigned used;
} heap;
void *heap_take(heap *h, unsigned n);
void register_driver(const char *name) AMBIT_PHASE_BOUND(boot);
extern const char *command_line AMBIT_PHASE_BOUND(boot);
extern heap boot_heap;
void print(const char *text);

unsigned early(void) {
  register_driver("uart");
  print(command_line);
  heap_take(&boot_heap, 4);
  return boot_heap.used;
}
unsigned late(heap *h) {
  start_scheduler();
  register_driver("uart");
  // CHECK: :[[#@LINE-1]]:3: warning: 'register_driver' is used after phase 'boot' has ended [ambit-expired-phase]
  // CHECK: :[[#@LINE-15]]:40: note: 'register_driver' is declared bound to phase 'boot' here
  // CHECK: :[[#@LINE-4]]:3: note: the phase ends here
  print(command_line);
  // CHECK: :[[#@LINE-1]]:9: warning: 'command_line' is used after phase 'boot' has ended [ambit-expired-phase]
  // CHECK: :[[#@LINE-18]]:33: note: 'command_line' is declared bound to phase 'boot' here
  // CHECK: :[[#@LINE-8]]:3: note: the phase ends here
  heap_take(h, 4);
  // CHECK: :[[#@LINE-1]]:13: warning: 'h' is used after phase 'boot' has ended [ambit-expired-phase]
  // CHECK: :[[#@LINE-27]]:16: note: 'heap' is declared bound to phase 'boot' here
  // CHECK: :[[#@LINE-12]]:3: note: the phase ends here
  return boot_heap.used;
  // CHECK: :[[#@LINE-1]]:20: warning: 'boot_heap' is used after phase 'boot' has ended [ambit-expired-phase]
  // CHECK: :[[#@LINE-31]]:16: note: 'heap' is declared bound to phase 'boot' here
  // CHECK: :[[#@LINE-16]]:3: note: the phase ends here
}
unsigned other_order(void) {
  unsigned used = boot_heap.used;
  start_scheduler();
  return used;
}
