// RUN: %ambit-check %s -- -std=c11 %include 2>&1 | %expect

// Comparing the number of the running core with a constant pins what the comparison guards.

#include "ambit/annotations.h"
#include <stdbool.h>

typedef unsigned uint;
uint get_core_num(void);
void multicore_launch_core1(void (*entry)(void));

struct AMBIT_CORE_BOUND_TO(0) adc {
  int raw;
};
struct AMBIT_CORE_BOUND_TO(1) radio {
  int channel;
};
extern struct adc adc;
extern struct radio radio;
#define IS_CORE(n) (get_core_num() == (n))

static bool on_first(void) { return get_core_num() == 0; }

AMBIT_MIGRATES void equal(void) {
  if (get_core_num() == 0)
    adc.raw = 1;
  else
    adc.raw = 2;
    // CHECK: :[[#@LINE-1]]:5: warning: 'equal' runs on core 1 but uses 'adc', which is bound to core 0 [ambit-off-core-access]
    // CHECK: :[[#@LINE-18]]:8: note: 'adc' is declared bound to core 0 here
    // CHECK: :[[#@LINE-7]]:1: note: 'equal' is declared to migrate here
  adc.raw = 3;
  // CHECK: :[[#@LINE-1]]:3: warning: 'equal' may be moved to another core but uses 'adc', which is bound to core 0 [ambit-off-core-access]
  // CHECK: :[[#@LINE-22]]:8: note: 'adc' is declared bound to core 0 here
  // CHECK: :[[#@LINE-11]]:1: note: 'equal' is declared to migrate here
}
AMBIT_MIGRATES void not_equal(void) {
  if (get_core_num() != 0)
    adc.raw = 1;
    // CHECK: :[[#@LINE-1]]:5: warning: 'not_equal' runs on core 1 but uses 'adc', which is bound to core 0 [ambit-off-core-access]
    // CHECK: :[[#@LINE-29]]:8: note: 'adc' is declared bound to core 0 here
    // CHECK: :[[#@LINE-5]]:1: note: 'not_equal' is declared to migrate here
  else
    adc.raw = 2;
}
AMBIT_MIGRATES void wrong_one(void) {
  if (get_core_num() == 0)
    radio.channel = 1;
    // CHECK: :[[#@LINE-1]]:5: warning: 'wrong_one' runs on core 0 but uses 'radio', which is bound to core 1 [ambit-off-core-access]
    // CHECK: :[[#@LINE-35]]:8: note: 'radio' is declared bound to core 1 here
    // CHECK: :[[#@LINE-5]]:1: note: 'wrong_one' is declared to migrate here
}
AMBIT_MIGRATES void predicate(void) {
  if (on_first())
    adc.raw = 1;
  if (!on_first())
    adc.raw = 2;
    // CHECK: :[[#@LINE-1]]:5: warning: 'predicate' runs on core 1 but uses 'adc', which is bound to core 0 [ambit-off-core-access]
    // CHECK: :[[#@LINE-47]]:8: note: 'adc' is declared bound to core 0 here
    // CHECK: :[[#@LINE-7]]:1: note: 'predicate' is declared to migrate here
}
AMBIT_MIGRATES void early_return(void) {
  if (get_core_num() != 1)
    return;
  radio.channel = 1;
  adc.raw = 1;
  // CHECK: :[[#@LINE-1]]:3: warning: 'early_return' runs on core 1 but uses 'adc', which is bound to core 0 [ambit-off-core-access]
  // CHECK: :[[#@LINE-56]]:8: note: 'adc' is declared bound to core 0 here
  // CHECK: :[[#@LINE-7]]:1: note: 'early_return' is declared to migrate here
}
AMBIT_MIGRATES void by_switch(void) {
  switch (get_core_num()) {
  case 0:
    adc.raw = 1;
    break;
  case 1:
    adc.raw = 2;
    // CHECK: :[[#@LINE-1]]:5: warning: 'by_switch' runs on core 1 but uses 'adc', which is bound to core 0 [ambit-off-core-access]
    // CHECK: :[[#@LINE-67]]:8: note: 'adc' is declared bound to core 0 here
    // CHECK: :[[#@LINE-9]]:1: note: 'by_switch' is declared to migrate here
    radio.channel = 2;
    break;
  default:
    break;
  }
}
AMBIT_MIGRATES void cached(void) {
  uint core = get_core_num();
  if (core == 1)
    radio.channel = 1;
  if (core == 0)
    radio.channel = 2;
    // CHECK: :[[#@LINE-1]]:5: warning: 'cached' runs on core 0 but uses 'radio', which is bound to core 1 [ambit-off-core-access]
    // CHECK: :[[#@LINE-79]]:8: note: 'radio' is declared bound to core 1 here
    // CHECK: :[[#@LINE-8]]:1: note: 'cached' is declared to migrate here
}
AMBIT_MIGRATES void macro(void) {
  if (IS_CORE(0))
    adc.raw = 1;
  if (IS_CORE(1))
    adc.raw = 2;
    // CHECK: :[[#@LINE-1]]:5: warning: 'macro' runs on core 1 but uses 'adc', which is bound to core 0 [ambit-off-core-access]
    // CHECK: :[[#@LINE-91]]:8: note: 'adc' is declared bound to core 0 here
    // CHECK: :[[#@LINE-7]]:1: note: 'macro' is declared to migrate here
}
AMBIT_MIGRATES void with_and(int ready) {
  if (ready && get_core_num() == 0)
    adc.raw = 1;
  if (ready || get_core_num() == 0)
    adc.raw = 2;
    // CHECK: :[[#@LINE-1]]:5: warning: 'with_and' may be moved to another core but uses 'adc', which is bound to core 0 [ambit-off-core-access]
    // CHECK: :[[#@LINE-100]]:8: note: 'adc' is declared bound to core 0 here
    // CHECK: :[[#@LINE-7]]:1: note: 'with_and' is declared to migrate here
}
AMBIT_MIGRATES void not_a_constant(uint wanted) {
  if (get_core_num() == wanted)
    adc.raw = 1;
    // CHECK: :[[#@LINE-1]]:5: warning: 'not_a_constant' may be moved to another core but uses 'adc', which is bound to core 0 [ambit-off-core-access]
    // CHECK: :[[#@LINE-107]]:8: note: 'adc' is declared bound to core 0 here
    // CHECK: :[[#@LINE-5]]:1: note: 'not_a_constant' is declared to migrate here
}
AMBIT_MIGRATES void loop(void) {
  while (get_core_num() == 1)
    radio.channel++;
  for (int i = 0; on_first() && i < 4; i++)
    adc.raw = i;
}
static void helper(void) { adc.raw = 7; }
AMBIT_MIGRATES void through_call(void) {
  if (on_first())
    helper();
}
