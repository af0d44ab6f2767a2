// RUN: %ambit-check %s -- -std=c11 %include 2>&1 | %expect

// One decision with two readings of the core's number: the thread may be moved in between.

#include "ambit/annotations.h"

unsigned get_core_num(void);
void multicore_launch_core1(void (*entry)(void));
#define MY(array) ((array)[get_core_num()])
static unsigned busy[2], done[2];

AMBIT_MIGRATES void test_and_set(void) {
  if (busy[get_core_num()] == 0)
    busy[get_core_num()] = 1;
    // CHECK: :[[#@LINE-1]]:5: warning: the core's number is read again for one decision, and may have changed since [ambit-off-core-access]
    // CHECK: :[[#@LINE-3]]:7: note: it is read here
    // CHECK: :[[#@LINE-5]]:1: note: 'test_and_set' is declared to migrate here
    // CHECK: :[[#@LINE-4]]:5: note: read it once, with the scheduler off
}
AMBIT_MIGRATES void by_macro(void) {
  if (!MY(busy))
    MY(busy) = 1;
    // CHECK: :[[#@LINE-1]]:5: warning: the core's number is read again for one decision, and may have changed since [ambit-off-core-access]
    // CHECK: :[[#@LINE-3]]:8: note: it is read here
    // CHECK: :[[#@LINE-5]]:1: note: 'by_macro' is declared to migrate here
    // CHECK: :[[#@LINE-4]]:5: note: read it once, with the scheduler off
}
AMBIT_MIGRATES void copied_to_itself(void) {
  busy[get_core_num()] = busy[get_core_num()] + 1;
  // CHECK: :[[#@LINE-1]]:26: warning: the core's number is read again for one decision, and may have changed since [ambit-off-core-access]
  // CHECK: :[[#@LINE-2]]:3: note: it is read here
  // CHECK: :[[#@LINE-4]]:1: note: 'copied_to_itself' is declared to migrate here
  // CHECK: :[[#@LINE-4]]:26: note: read it once, with the scheduler off
}
AMBIT_MIGRATES void read_once(void) {
  unsigned core = get_core_num();
  if (busy[core] == 0)
    busy[core] = 1;
}
AMBIT_MIGRATES void in_place(void) { busy[get_core_num()]++; }
AMBIT_MIGRATES void two_decisions(void) {
  busy[get_core_num()] = 1;
  done[get_core_num()] = 1;
}
AMBIT_RUNS_ON(0) void pinned(void) {
  if (busy[get_core_num()] == 0)
    busy[get_core_num()] = 1;
}
void unknown(void) {
  if (busy[get_core_num()] == 0)
    busy[get_core_num()] = 1;
}
