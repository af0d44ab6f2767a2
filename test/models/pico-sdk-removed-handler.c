// RUN: %ambit-check %s -- -std=c11 %include 2>&1 | %expect

// A handler that was taken back on the core that it interrupts does not run any more.

#include "ambit/annotations.h"

typedef void (*irq_handler_t)(void);
void irq_set_exclusive_handler(unsigned num, irq_handler_t handler);
void irq_add_shared_handler(unsigned num, irq_handler_t handler, unsigned char order);
void irq_set_enabled(unsigned num, _Bool enabled);
void irq_remove_handler(unsigned num, irq_handler_t handler);
void multicore_launch_core1(void (*entry)(void));

static int ended, again, on_some_path, of_loop, of_helper, of_other, of_core1;
static unsigned line;

static void end_isr(void) { ended++; }
static void again_isr(void) { again++; }
static void some_isr(void) { on_some_path++; }
static void loop_isr(void) { of_loop++; }
static void helper_isr(void) { of_helper++; }
static void other_isr(void) { of_other++; }
static void core1_isr(void) { of_core1++; }

static void finish(void) { ended = 0; }

static void attach_helper(void) { irq_set_exclusive_handler(6, helper_isr); }

static void core1(void) {
  irq_set_exclusive_handler(8, core1_isr);
  irq_remove_handler(8, core1_isr);
  of_core1 = 0; // that of core 1
}

int main(void) {
  multicore_launch_core1(core1);
  irq_add_shared_handler(line, end_isr, 0);
  irq_set_enabled(line, 1);
  ended = 1;
  // CHECK: :[[#@LINE-1]]:3: warning: writing 'ended' is not excluded from 'end_isr' [ambit-undeclared-shared-state]
  // CHECK: note: 'end_isr' writes 'ended' here
  // CHECK: note: 'end_isr' is registered as an interrupt handler here
  // CHECK: note: mask interrupts around this access
  irq_set_enabled(line, 0);
  irq_remove_handler(line, end_isr);
  ended = 2;
  finish();

  irq_set_exclusive_handler(3, again_isr);
  irq_remove_handler(3, again_isr);
  irq_set_exclusive_handler(3, again_isr);
  again = 1;
  // CHECK: :[[#@LINE-1]]:3: warning: writing 'again' is not excluded from 'again_isr' [ambit-undeclared-shared-state]
  // CHECK: note: 'again_isr' writes 'again' here
  // CHECK: note: 'again_isr' is registered as an interrupt handler here
  // CHECK: note: mask interrupts around this access

  irq_set_exclusive_handler(4, some_isr);
  if (line > 4)
    irq_remove_handler(4, some_isr);
  on_some_path = 1;
  // CHECK: :[[#@LINE-1]]:3: warning: writing 'on_some_path' is not excluded from 'some_isr' [ambit-undeclared-shared-state]
  // CHECK: note: 'some_isr' writes 'on_some_path' here
  // CHECK: note: 'some_isr' is registered as an interrupt handler here
  // CHECK: note: mask interrupts around this access

  for (unsigned i = 0; i < 4; i++)
    irq_add_shared_handler(10 + i, loop_isr, 0);
  irq_remove_handler(10, loop_isr); // of one of four
  of_loop = 1;
  // CHECK: :[[#@LINE-1]]:3: warning: writing 'of_loop' is not excluded from 'loop_isr' [ambit-undeclared-shared-state]
  // CHECK: note: 'loop_isr' writes 'of_loop' here
  // CHECK: note: 'loop_isr' is registered as an interrupt handler here
  // CHECK: note: mask interrupts around this access

  attach_helper(); // who knows how often
  irq_remove_handler(6, helper_isr);
  of_helper = 1;
  // CHECK: :[[#@LINE-1]]:3: warning: writing 'of_helper' is not excluded from 'helper_isr' [ambit-undeclared-shared-state]
  // CHECK: note: 'helper_isr' writes 'of_helper' here
  // CHECK: note: 'helper_isr' is registered as an interrupt handler here
  // CHECK: note: mask interrupts around this access

  irq_set_exclusive_handler(7, other_isr);
  irq_remove_handler(7, end_isr);
  of_other = 1;
  // CHECK: :[[#@LINE-1]]:3: warning: writing 'of_other' is not excluded from 'other_isr' [ambit-undeclared-shared-state]
  // CHECK: note: 'other_isr' writes 'of_other' here
  // CHECK: note: 'other_isr' is registered as an interrupt handler here
  // CHECK: note: mask interrupts around this access
}
