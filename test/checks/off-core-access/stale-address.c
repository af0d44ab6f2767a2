// RUN: %ambit-check %s -- -std=c11 -D__KERNEL__ %include 2>&1 | %expect

// An address that was chosen for the core that runs, kept until another may run.

#include "ambit/annotations.h"

unsigned smp_processor_id(void);
void preempt_disable(void);
void preempt_enable(void);
void schedule(void) AMBIT_BLOCKS;

struct stats {
  unsigned long packets, bytes;
};
extern struct stats per_cpu_stats[4];

AMBIT_MIGRATES void after_enable(void) {
  preempt_disable();
  struct stats *s = &per_cpu_stats[smp_processor_id()];
  s->packets++;
  preempt_enable();
  s->bytes++;
  // CHECK: :[[#@LINE-1]]:3: warning: 's' belongs to the core that ran before the scheduler was let in again [ambit-off-core-access]
  // CHECK: :[[#@LINE-5]]:36: note: it is read here
  // CHECK: :[[#@LINE-4]]:3: note: the thread may be moved to another core here
  // CHECK: :[[#@LINE-9]]:1: note: 'after_enable' is declared to migrate here
  // CHECK: :[[#@LINE-5]]:3: note: read it again after that, or keep the scheduler off in between
}
AMBIT_MIGRATES void kept_off(void) {
  preempt_disable();
  struct stats *s = &per_cpu_stats[smp_processor_id()];
  s->packets++;
  s->bytes++;
  preempt_enable();
}
AMBIT_MIGRATES void after_block(void) {
  struct stats *s = &per_cpu_stats[smp_processor_id()];
  schedule();
  s->packets++;
  // CHECK: :[[#@LINE-1]]:3: warning: 's' belongs to the core that ran before the thread waited [ambit-off-core-access]
  // CHECK: :[[#@LINE-4]]:36: note: it is read here
  // CHECK: :[[#@LINE-4]]:3: note: the thread may be moved to another core here
  // CHECK: :[[#@LINE-7]]:1: note: 'after_block' is declared to migrate here
  // CHECK: :[[#@LINE-5]]:3: note: read it again after that, or keep the scheduler off in between
}
AMBIT_MIGRATES void taken_again(void) {
  struct stats *s = &per_cpu_stats[smp_processor_id()];
  schedule();
  s = &per_cpu_stats[smp_processor_id()];
  s->packets++;
}
AMBIT_MIGRATES unsigned long of_a_field(void) {
  preempt_disable();
  unsigned long *bytes = &per_cpu_stats[smp_processor_id()].bytes;
  preempt_enable();
  return *bytes;
  // CHECK: :[[#@LINE-1]]:11: warning: 'bytes' belongs to the core that ran before the scheduler was let in again [ambit-off-core-access]
  // CHECK: :[[#@LINE-4]]:41: note: it is read here
  // CHECK: :[[#@LINE-4]]:3: note: the thread may be moved to another core here
  // CHECK: :[[#@LINE-8]]:1: note: 'of_a_field' is declared to migrate here
  // CHECK: :[[#@LINE-5]]:11: note: read it again after that, or keep the scheduler off in between
}
AMBIT_MIGRATES void of_another_core(unsigned core) {
  struct stats *s = &per_cpu_stats[core];
  schedule();
  s->packets++; // chosen by somebody else
}
