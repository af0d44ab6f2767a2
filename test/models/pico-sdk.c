// RUN: %ambit-check %s -- -std=c11 %include 2>&1 | %expect

// The Pico SDK model: the second core, its queue and FIFO, alarms and interrupts.

#include "ambit/annotations.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct {
  int lock;
} queue_t;
typedef int32_t alarm_id_t;
typedef int64_t (*alarm_callback_t)(alarm_id_t, void *);
void multicore_launch_core1(void (*entry)(void));
void multicore_fifo_push_blocking(uint32_t data);
bool queue_try_add(queue_t *q, const void *data);
void queue_add_blocking(queue_t *q, const void *data);
alarm_id_t add_alarm_in_ms(uint32_t ms, alarm_callback_t callback, void *user, bool fire);
void irq_set_exclusive_handler(unsigned num, void (*handler)(void));

typedef struct {
  uint16_t last;
} AMBIT_CORE_BOUND adc_t;
typedef struct AMBIT_CORE_BOUND_TO(1) {
  int frames;
} display_t;
typedef struct AMBIT_THREAD_BOUND {
  int n;
} shell_t;
typedef struct {
  uint16_t value;
  adc_t *from;
} sample_t;

queue_t queue;
shell_t shell;
adc_t adc;
void core1(void) {
  shell.n = 1;
  // CHECK: :[[#@LINE-1]]:3: warning: 'shell' is used in another thread but 'shell_t' is thread-bound [ambit-unsendable-crossing]
  // CHECK: note: 'shell_t' is declared thread-bound here
  // CHECK: note: the thread that runs this is started here
}
int64_t alarm(alarm_id_t id, void *user);

void start(adc_t *a, display_t *d, shell_t *s) {
  multicore_launch_core1(core1);
  multicore_fifo_push_blocking(a->last);               // a number
  multicore_fifo_push_blocking((uint32_t)(uintptr_t)a);
  // CHECK: :[[#@LINE-1]]:53: warning: 'a' crosses to another core but 'adc_t' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'adc_t' is declared core-bound here
  // CHECK: note: argument 1 of 'multicore_fifo_push_blocking' crosses to another core (model 'pico-sdk')
  multicore_fifo_push_blocking((uintptr_t)d);
  // CHECK: :[[#@LINE-1]]:43: warning: 'd' crosses to another core but 'display_t' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'display_t' is declared core-bound here
  // CHECK: note: argument 1 of 'multicore_fifo_push_blocking' crosses to another core (model 'pico-sdk')
  queue_add_blocking(&queue, &a->last);                // two bytes are copied
  queue_add_blocking(&queue, &a);
  // CHECK: :[[#@LINE-1]]:31: warning: 'a' crosses to another core but 'adc_t' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'adc_t' is declared core-bound here
  // CHECK: note: argument 2 of 'queue_add_blocking' crosses to another core (model 'pico-sdk')
  queue_try_add(&queue, a);
  // CHECK: :[[#@LINE-1]]:25: warning: 'a' crosses to another core but 'adc_t' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'adc_t' is declared core-bound here
  // CHECK: note: argument 2 of 'queue_try_add' crosses to another core (model 'pico-sdk')
  sample_t with = {a->last, a}, without = {a->last, NULL};
  queue_try_add(&queue, &with);
  // CHECK: :[[#@LINE-1]]:26: warning: 'with' crosses to another core but 'sample_t' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: its member 'from' leads to 'adc_t', which is core-bound
  // CHECK: note: 'adc_t' is declared core-bound here
  // CHECK: note: argument 2 of 'queue_try_add' crosses to another core (model 'pico-sdk')
  queue_try_add(&queue, &without); // null
  queue_try_add(&queue, &(sample_t){a->last, NULL}); // null
  queue_try_add(&queue, &(sample_t){a->last, a});
  // CHECK: :[[#@LINE-1]]:36: warning: a value of type 'sample_t' crosses to another core but 'sample_t' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: its member 'from' leads to 'adc_t', which is core-bound
  // CHECK: note: 'adc_t' is declared core-bound here
  // CHECK: note: argument 2 of 'queue_try_add' crosses to another core (model 'pico-sdk')
  add_alarm_in_ms(10, alarm, a, true); // the alarm fires on the core that set it
  add_alarm_in_ms(10, alarm, s, true);
  // CHECK: :[[#@LINE-1]]:30: warning: 's' becomes reachable from an interrupt handler but 'shell_t' is thread-bound [ambit-unsendable-crossing]
  // CHECK: note: 'shell_t' is declared thread-bound here
  // CHECK: note: argument 3 of 'add_alarm_in_ms' crosses to an interrupt handler (model 'pico-sdk')
}
