// RUN: %ambit-check %s -- -std=c11 %include 2>&1 | %expect

// An object that is core-bound, to no core by name, belongs where main uses it.

#include "ambit/annotations.h"

void multicore_launch_core1(void (*entry)(void));

struct AMBIT_CORE_BOUND timer {
  unsigned ticks;
};
static struct timer both, only_main, only_second;
static struct timer of_helpers;

static void shared_helper(void) {
  of_helpers.ticks++;
  // CHECK: :[[#@LINE-1]]:3: warning: 'shared_helper' runs on core 1 but uses 'of_helpers', which is bound to core 0 [ambit-off-core-access]
  // CHECK: :[[#@LINE-9]]:8: note: 'timer' is declared core-bound here
  // CHECK: :[[#@LINE+11]]:3: note: 'core1_main' calls 'shared_helper' here
  // CHECK: :[[#@LINE+13]]:3: note: 'core1_main' is started on core 1 here
  // CHECK: :[[#@LINE-5]]:3: note: 'shared_helper' uses it on core 0 here
}
static void core1_main(void) {
  both.ticks = 0;
  // CHECK: :[[#@LINE-1]]:3: warning: 'core1_main' runs on core 1 but uses 'both', which is bound to core 0 [ambit-off-core-access]
  // CHECK: :[[#@LINE-17]]:8: note: 'timer' is declared core-bound here
  // CHECK: :[[#@LINE+6]]:3: note: 'core1_main' is started on core 1 here
  // CHECK: :[[#@LINE+6]]:3: note: 'main' uses it on core 0 here
  only_second.ticks = 1;
  shared_helper();
}
int main(void) {
  multicore_launch_core1(core1_main);
  both.ticks++;
  only_main.ticks++;
  shared_helper();
}
