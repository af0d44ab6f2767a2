// RUN: %ambit-check %s -- -std=c11 %include 2>&1 | %expect

// A handler is taken back on the core that registered it.

#include "ambit/annotations.h"

typedef unsigned uint;
void irq_set_exclusive_handler(uint num, void (*handler)(void));
void irq_remove_handler(uint num, void (*handler)(void));
void multicore_launch_core1(void (*entry)(void));
enum { TIMER = 3, UART = 20, PIO = 7 };

static void timer_isr(void) {}
static void uart_isr(void) {}
static void pio_isr(void) {}

static void core1_main(void) {
  irq_set_exclusive_handler(UART, uart_isr);
  irq_remove_handler(TIMER, timer_isr);
  // CHECK: :[[#@LINE-1]]:3: warning: 'core1_main' takes a handler back on core 1 that was registered on core 0 [ambit-off-core-access]
  // CHECK: :[[#@LINE+12]]:3: note: it is registered on core 0 here
  // CHECK: :[[#@LINE+12]]:3: note: 'core1_main' is started on core 1 here
  irq_remove_handler(UART, uart_isr);
}
static void stop_uart(void) {
  irq_remove_handler(UART, uart_isr);
  // CHECK: :[[#@LINE-1]]:3: warning: 'stop_uart' takes a handler back on core 0 that was registered on core 1 [ambit-off-core-access]
  // CHECK: :[[#@LINE-10]]:3: note: it is registered on core 1 here
  // CHECK: :[[#@LINE+7]]:3: note: 'main' calls 'stop_uart' here
}
void close_any(void) { irq_remove_handler(UART, uart_isr); } // nobody knows who calls
int main(void) {
  irq_set_exclusive_handler(TIMER, timer_isr);
  multicore_launch_core1(core1_main);
  irq_remove_handler(PIO, pio_isr); // never registered here
  stop_uart();
  irq_remove_handler(TIMER, timer_isr);
}
