// RUN: %ambit-check %s -- -std=c11 %include 2>&1 | %expect

// A handler of another core uses what is bound to this one.

#include "ambit/annotations.h"

struct AMBIT_CORE_BOUND_TO(0) uart {
  unsigned data, status;
};
extern struct uart uart0;

static unsigned drain(void) {
  return uart0.data;
  // CHECK: :[[#@LINE-1]]:10: warning: 'drain' runs on core 1 but uses 'uart0', which is bound to core 0 [ambit-off-core-access]
  // CHECK: :[[#@LINE-8]]:8: note: 'uart' is declared bound to core 0 here
  // CHECK: :[[#@LINE+6]]:5: note: 'uart_isr' calls 'drain' here
}
AMBIT_ISR_ON(1, 3) void uart_isr(void) {
  if (uart0.status & 1)
  // CHECK: :[[#@LINE-1]]:7: warning: 'uart_isr' runs on core 1 but uses 'uart0', which is bound to core 0 [ambit-off-core-access]
  // CHECK: :[[#@LINE-14]]:8: note: 'uart' is declared bound to core 0 here
    drain();
}
AMBIT_ISR_ON(0, 3) void uart_isr_home(void) {
  if (uart0.status & 1)
    drain();
}
// Of a core that nobody knows.
AMBIT_ISR_AT(2) void tick(void) { uart0.status = 0; }
AMBIT_ISR void other(void) { uart0.status = 0; }
