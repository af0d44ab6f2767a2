// RUN: %ambit-check %s -- -std=c11 %include 2>&1 | %expect

// A thread that pins itself stays from there on. Pinned to several cores it is not.

#include "ambit/annotations.h"
#include <stddef.h>

typedef unsigned UBaseType_t;
typedef struct tskTaskControlBlock *TaskHandle_t;
void vTaskCoreAffinitySet(TaskHandle_t task, UBaseType_t mask);
TaskHandle_t xTaskGetCurrentTaskHandle(void);
extern TaskHandle_t other;

struct AMBIT_CORE_BOUND_TO(1) pio {
  unsigned state;
};
extern struct pio pio;

AMBIT_MIGRATES void pins_itself(void) {
  pio.state = 0;
  // CHECK: :[[#@LINE-1]]:3: warning: 'pins_itself' may be moved to another core but uses 'pio', which is bound to core 1 [ambit-off-core-access]
  // CHECK: :[[#@LINE-8]]:8: note: 'pio' is declared bound to core 1 here
  // CHECK: :[[#@LINE-4]]:1: note: 'pins_itself' is declared to migrate here
  vTaskCoreAffinitySet(NULL, 1 << 1);
  pio.state = 1;
}
AMBIT_MIGRATES void by_own_handle(void) {
  vTaskCoreAffinitySet(xTaskGetCurrentTaskHandle(), 2);
  pio.state = 1;
}
AMBIT_MIGRATES void to_the_wrong_one(void) {
  vTaskCoreAffinitySet(NULL, 1);
  pio.state = 1;
  // CHECK: :[[#@LINE-1]]:3: warning: 'to_the_wrong_one' runs on core 0 but uses 'pio', which is bound to core 1 [ambit-off-core-access]
  // CHECK: :[[#@LINE-21]]:8: note: 'pio' is declared bound to core 1 here
  // CHECK: :[[#@LINE-5]]:1: note: 'to_the_wrong_one' is declared to migrate here
}
AMBIT_MIGRATES void to_two(void) {
  vTaskCoreAffinitySet(NULL, 3);
  pio.state = 1;
  // CHECK: :[[#@LINE-1]]:3: warning: 'to_two' may be moved to another core but uses 'pio', which is bound to core 1 [ambit-off-core-access]
  // CHECK: :[[#@LINE-28]]:8: note: 'pio' is declared bound to core 1 here
  // CHECK: :[[#@LINE-5]]:1: note: 'to_two' is declared to migrate here
}
AMBIT_MIGRATES void somebody_else(void) {
  vTaskCoreAffinitySet(other, 2);
  pio.state = 1;
  // CHECK: :[[#@LINE-1]]:3: warning: 'somebody_else' may be moved to another core but uses 'pio', which is bound to core 1 [ambit-off-core-access]
  // CHECK: :[[#@LINE-35]]:8: note: 'pio' is declared bound to core 1 here
  // CHECK: :[[#@LINE-5]]:1: note: 'somebody_else' is declared to migrate here
}
AMBIT_MIGRATES void on_one_way(int app) {
  if (app)
    vTaskCoreAffinitySet(NULL, 2);
  pio.state = 1;
  // CHECK: :[[#@LINE-1]]:3: warning: 'on_one_way' may be moved to another core but uses 'pio', which is bound to core 1 [ambit-off-core-access]
  // CHECK: :[[#@LINE-43]]:8: note: 'pio' is declared bound to core 1 here
  // CHECK: :[[#@LINE-6]]:1: note: 'on_one_way' is declared to migrate here
}
AMBIT_MIGRATES void to_a_number(UBaseType_t mask) {
  vTaskCoreAffinitySet(NULL, mask);
  pio.state = 1; // to whom is unknown
}
