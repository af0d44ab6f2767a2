// RUN: %ambit-check %s -- -std=c11 %include 2>&1 | %expect

// Who may be moved registers on a core that nobody knows.

#include "ambit/annotations.h"

typedef struct intr_handle_data_t *intr_handle_t;
typedef void (*intr_handler_t)(void *);
int esp_intr_alloc(int source, int flags, intr_handler_t handler, void *arg, intr_handle_t *handle);

struct AMBIT_CORE_BOUND_TO(1) motor {
  unsigned step;
};
extern struct motor motor;
int count;

static void motor_isr(void *arg) { ((struct motor *)arg)->step++; }
static void counter_isr(void *arg) { (void)arg; }

AMBIT_MIGRATES void open_motor(void) {
  esp_intr_alloc(21, 0, motor_isr, &motor, 0);
  // CHECK: :[[#@LINE-1]]:36: warning: 'open_motor' may be moved to another core but registers a handler for 'motor', which is bound to core 1 [ambit-off-core-access]
  // CHECK: :[[#@LINE-12]]:8: note: 'motor' is declared bound to core 1 here
  // CHECK: :[[#@LINE-4]]:1: note: 'open_motor' is declared to migrate here
  esp_intr_alloc(22, 0, counter_isr, &count, 0);
}
