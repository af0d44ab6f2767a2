// RUN: %ambit-check %s -- -std=c11 %include 2>&1 | %expect

// The number of the core that runs is old once the thread may have moved: it must not choose among the cores' data
// then, nor decide.

#include "ambit/annotations.h"

unsigned get_core_num(void);
void multicore_launch_core1(void (*entry)(void));
int sched_yield(void);
void wait_for_event(void) AMBIT_BLOCKS;
void note(unsigned n);

struct counters {
  unsigned received, sent;
};
static struct counters of_core[2];

AMBIT_MIGRATES void after_block(void) {
  unsigned core = get_core_num();
  of_core[core].received++;
  wait_for_event();
  of_core[core].sent++;
  // CHECK: :[[#@LINE-1]]:11: warning: 'core' is the number of the core that ran before the thread waited [ambit-off-core-access]
  // CHECK: :[[#@LINE-5]]:19: note: it is read here
  // CHECK: :[[#@LINE-4]]:3: note: the thread may be moved to another core here
  // CHECK: :[[#@LINE-8]]:1: note: 'after_block' is declared to migrate here
  // CHECK: :[[#@LINE-5]]:11: note: read it again after that, or keep the scheduler off in between
}
AMBIT_MIGRATES void after_yield(void) {
  unsigned core = get_core_num();
  sched_yield();
  of_core[core].sent++;
  // CHECK: :[[#@LINE-1]]:11: warning: 'core' is the number of the core that ran before the thread gave up its core [ambit-off-core-access]
  // CHECK: :[[#@LINE-4]]:19: note: it is read here
  // CHECK: :[[#@LINE-4]]:3: note: the thread may be moved to another core here
  // CHECK: :[[#@LINE-7]]:1: note: 'after_yield' is declared to migrate here
  // CHECK: :[[#@LINE-5]]:11: note: read it again after that, or keep the scheduler off in between
}
AMBIT_MIGRATES void read_again(void) {
  unsigned core = get_core_num();
  of_core[core].received++;
  wait_for_event();
  core = get_core_num();
  of_core[core].sent++;
}
AMBIT_MIGRATES void copied(void) {
  unsigned first = get_core_num();
  unsigned core = first;
  wait_for_event();
  if (core == 0)
  // CHECK: :[[#@LINE-1]]:7: warning: 'core' is the number of the core that ran before the thread waited [ambit-off-core-access]
  // CHECK: :[[#@LINE-5]]:20: note: it is read here
  // CHECK: :[[#@LINE-4]]:3: note: the thread may be moved to another core here
  // CHECK: :[[#@LINE-8]]:1: note: 'copied' is declared to migrate here
  // CHECK: :[[#@LINE-5]]:7: note: read it again after that, or keep the scheduler off in between
    note(1);
}
AMBIT_MIGRATES void loop(int n) {
  unsigned core = get_core_num();
  for (int i = 0; i < n; i++) {
    of_core[core].sent++;
    // CHECK: :[[#@LINE-1]]:13: warning: 'core' is the number of the core that ran before the thread waited [ambit-off-core-access]
    // CHECK: :[[#@LINE-4]]:19: note: it is read here
    // CHECK: :[[#@LINE+3]]:5: note: the thread may be moved to another core here
    // CHECK: :[[#@LINE-7]]:1: note: 'loop' is declared to migrate here
    // CHECK: :[[#@LINE-5]]:13: note: read it again after that, or keep the scheduler off in between
    wait_for_event();
  }
}
AMBIT_MIGRATES void on_one_way(int busy) {
  unsigned core = get_core_num();
  if (busy)
    wait_for_event();
  of_core[core].sent++;
  // CHECK: :[[#@LINE-1]]:11: warning: 'core' is the number of the core that ran before the thread waited [ambit-off-core-access]
  // CHECK: :[[#@LINE-5]]:19: note: it is read here
  // CHECK: :[[#@LINE-4]]:5: note: the thread may be moved to another core here
  // CHECK: :[[#@LINE-8]]:1: note: 'on_one_way' is declared to migrate here
  // CHECK: :[[#@LINE-5]]:11: note: read it again after that, or keep the scheduler off in between
}
AMBIT_MIGRATES void leaves_on_that_way(int busy) {
  unsigned core = get_core_num();
  if (busy) {
    wait_for_event();
    return;
  }
  of_core[core].sent++;
}
static void waits(void) { wait_for_event(); }
AMBIT_MIGRATES void in_helper(void) {
  unsigned core = get_core_num();
  waits();
  of_core[core].sent++;
  // CHECK: :[[#@LINE-1]]:11: warning: 'core' is the number of the core that ran before the thread waited [ambit-off-core-access]
  // CHECK: :[[#@LINE-4]]:19: note: it is read here
  // CHECK: :[[#@LINE-4]]:3: note: the thread may be moved to another core here
  // CHECK: :[[#@LINE-7]]:1: note: 'in_helper' is declared to migrate here
  // CHECK: :[[#@LINE-5]]:11: note: read it again after that, or keep the scheduler off in between
}
AMBIT_MIGRATES void only_told(void) {
  unsigned core = get_core_num();
  wait_for_event();
  note(core); // a number in a log
}
AMBIT_RUNS_ON(1) void pinned(void) {
  unsigned core = get_core_num();
  wait_for_event();
  of_core[core].sent++;
}
void unknown(void) {
  unsigned core = get_core_num();
  wait_for_event();
  of_core[core].sent++; // nothing says that it may be moved
}
