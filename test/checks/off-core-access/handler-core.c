// RUN: %ambit-check %s -- -std=c11 %include 2>&1 | %expect

// A handler runs on the core that registered it, unless the call says another.

#include "ambit/annotations.h"

typedef unsigned uint;
void irq_set_exclusive_handler(uint num, void (*handler)(void));
void multicore_launch_core1(void (*entry)(void));
int esp_register_freertos_tick_hook_for_cpu(void (*hook)(void), uint cpu);

struct AMBIT_CORE_BOUND_TO(0) adc {
  unsigned raw;
};
struct AMBIT_CORE_BOUND_TO(1) pwm {
  unsigned duty;
};
extern struct adc adc;
extern struct pwm pwm;

static void adc_isr(void) { adc.raw++; }
static void pwm_isr(void) {
  pwm.duty++;
  adc.raw = 0;
  // CHECK: :[[#@LINE-1]]:3: warning: 'pwm_isr' runs on core 1 but uses 'adc', which is bound to core 0 [ambit-off-core-access]
  // CHECK: :[[#@LINE-14]]:8: note: 'adc' is declared bound to core 0 here
  // CHECK: :[[#@LINE+9]]:3: note: 'pwm_isr' is registered as an interrupt handler here
}
static void tick(void) {
  adc.raw = 0;
  // CHECK: :[[#@LINE-1]]:3: warning: 'tick' runs on core 1 but uses 'adc', which is bound to core 0 [ambit-off-core-access]
  // CHECK: :[[#@LINE-20]]:8: note: 'adc' is declared bound to core 0 here
  // CHECK: :[[#@LINE+8]]:3: note: 'tick' is registered as an interrupt handler here
}
static void core1_main(void) {
  irq_set_exclusive_handler(4, pwm_isr);
}
int main(void) {
  irq_set_exclusive_handler(22, adc_isr);
  multicore_launch_core1(core1_main);
  esp_register_freertos_tick_hook_for_cpu(tick, 1);
}
