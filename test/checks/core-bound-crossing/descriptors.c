// RUN: %ambit-check %s -- -std=c11 -D__KERNEL__ %include 2>&1 | %expect

// A descriptor, as for a DMA engine, that leads to memory of this core is handed to another.

#include "ambit/annotations.h"

unsigned smp_processor_id(void);
void preempt_disable(void);
void preempt_enable(void);

struct descriptor {
  void *address;
  unsigned length;
};
struct chain {
  struct descriptor head;
  struct descriptor *next;
};
extern char per_cpu_buffer[4][64], common[64];
void send(const void *d AMBIT_CROSSES_CORE);
void hand(struct descriptor d AMBIT_CROSSES_CORE);
void keep(const void *d);

void by_pointer(void) {
  preempt_disable();
  struct descriptor d = {per_cpu_buffer[smp_processor_id()], 64};
  send(&d);
  // CHECK: :[[#@LINE-1]]:9: warning: 'd' crosses to another core but leads to what belongs to this one [ambit-core-bound-crossing]
  // CHECK: :[[#@LINE-3]]:26: note: it is read here
  // CHECK: :[[#@LINE-3]]:3: note: it crosses to another core here
  preempt_enable();
}
void by_value(void) {
  preempt_disable();
  struct descriptor d;
  char *mine = per_cpu_buffer[smp_processor_id()];
  d.address = mine + 8;
  d.length = 4;
  hand(d);
  // CHECK: :[[#@LINE-1]]:8: warning: 'd' crosses to another core but leads to what belongs to this one [ambit-core-bound-crossing]
  // CHECK: :[[#@LINE-4]]:15: note: it is read here
  // CHECK: :[[#@LINE-3]]:3: note: it crosses to another core here
  preempt_enable();
}
void in_a_chain(void) {
  preempt_disable();
  struct chain c = {.next = 0};
  c.head.address = &per_cpu_buffer[smp_processor_id()][0];
  send(&c);
  // CHECK: :[[#@LINE-1]]:9: warning: 'c' crosses to another core but leads to what belongs to this one [ambit-core-bound-crossing]
  // CHECK: :[[#@LINE-3]]:20: note: it is read here
  // CHECK: :[[#@LINE-3]]:3: note: it crosses to another core here
  preempt_enable();
}
void by_itself(void) {
  preempt_disable();
  char *mine = per_cpu_buffer[smp_processor_id()];
  send(mine);
  // CHECK: :[[#@LINE-1]]:8: warning: 'mine' crosses to another core but leads to what belongs to this one [ambit-core-bound-crossing]
  // CHECK: :[[#@LINE-3]]:9: note: it is read here
  // CHECK: :[[#@LINE-3]]:3: note: it crosses to another core here
  preempt_enable();
}

void of_all(void) {
  struct descriptor d = {common, 64};
  send(&d);
}
void replaced(void) {
  preempt_disable();
  struct descriptor d = {per_cpu_buffer[smp_processor_id()], 64};
  keep(&d);
  d.address = common;
  send(&d);
  preempt_enable();
}
void number_only(void) {
  preempt_disable();
  struct descriptor d = {common, smp_processor_id()};
  send(&d);
  preempt_enable();
}
void its_content(void) {
  preempt_disable();
  struct descriptor d = {common, 0};
  d.length = per_cpu_buffer[smp_processor_id()][0];
  send(&d);
  preempt_enable();
}
