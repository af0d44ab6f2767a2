// RUN: %ambit-check %s -- -std=c11 %include 2>&1 | %expect

// A handler that is registered on one core serves interrupts there, so the object it is given has to be of that
// core.

#include "ambit/annotations.h"

typedef struct intr_handle_data_t *intr_handle_t;
typedef void (*intr_handler_t)(void *);
int esp_intr_alloc(int source, int flags, intr_handler_t handler, void *arg, intr_handle_t *handle);
int esp_intr_free(intr_handle_t handle);

struct AMBIT_CORE_BOUND_TO(0) uart {
  unsigned data;
};
extern struct uart console;
static intr_handle_t handle;

static void console_isr(void *arg) { ((struct uart *)arg)->data = 0; } // said where it is registered

AMBIT_RUNS_ON(1) void open_elsewhere(void) {
  esp_intr_alloc(34, 0, console_isr, &console, &handle);
  // CHECK: :[[#@LINE-1]]:38: warning: 'open_elsewhere' registers a handler for 'console' on core 1, but it is bound to core 0 [ambit-off-core-access]
  // CHECK: :[[#@LINE-11]]:8: note: 'uart' is declared bound to core 0 here
  // CHECK: :[[#@LINE-4]]:1: note: 'open_elsewhere' is declared to run on core 1 here
}
AMBIT_RUNS_ON(0) void open_home(void) {
  esp_intr_alloc(34, 0, console_isr, &console, &handle);
}
