// RUN: %ambit-check %s -- -std=c11 %include 2>&1 | %expect

// The Pico SDK model: masks for one core, spin locks for both, and the second core.

#include <stdint.h>

typedef struct { void *spin; uint32_t save; } critical_section_t;
uint32_t save_and_disable_interrupts(void);
void restore_interrupts(uint32_t status);
void critical_section_enter_blocking(critical_section_t *c);
void critical_section_exit(critical_section_t *c);
void multicore_launch_core1(void (*entry)(void));
void irq_set_exclusive_handler(unsigned num, void (*handler)(void));
void sleep_ms(uint32_t ms);

static critical_section_t section;
static int raced, masked, shared;

static void uart_handler(void) {
  masked++;
  sleep_ms(1);
  // CHECK: :[[#@LINE-1]]:3: warning: 'sleep_ms' may block, but is called in interrupt handler 'uart_handler' [ambit-isr-unsafe-call]
  // CHECK: note: 'uart_handler' is registered as an interrupt handler here
}
static void core1_main(void) {
  raced++;
  // CHECK: :[[#@LINE-1]]:3: warning: writing 'raced' is not excluded from 'main' [ambit-undeclared-shared-state]
  // CHECK: note: 'main' writes 'raced' here
  // CHECK: note: hold one lock that keeps out other cores around both accesses
  critical_section_enter_blocking(&section);
  shared++; // one lock
  critical_section_exit(&section);
}

int main(void) {
  irq_set_exclusive_handler(20, uart_handler);
  multicore_launch_core1(core1_main);
  for (;;) {
    raced = 0;
    // CHECK: :[[#@LINE-1]]:5: warning: writing 'raced' is not excluded from 'core1_main' [ambit-undeclared-shared-state]
    // CHECK: note: 'core1_main' writes 'raced' here
    // CHECK: note: 'core1_main' is started on core 1 here
    // CHECK: note: hold one lock that keeps out other cores around both accesses
    uint32_t status = save_and_disable_interrupts();
    masked = 0; // the handler is of this core
    restore_interrupts(status);
    critical_section_enter_blocking(&section);
    shared = 0; // one lock
    critical_section_exit(&section);
    sleep_ms(1); // main may
  }
}
