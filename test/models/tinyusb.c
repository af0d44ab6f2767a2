// RUN: %ambit-check %s -- -std=c11 %include 2>&1 | %expect

// The TinyUSB model: the handler of the device controller, and what belongs to the main loop.

#include <stdbool.h>
#include <stdint.h>

void dcd_event_bus_signal(uint8_t rhport, int eid, bool in_isr);
uint32_t tud_cdc_n_write(uint8_t itf, const void *buffer, uint32_t size);
void tud_task(void);

static int raced, own;

void dcd_int_handler(uint8_t rhport) {
  raced++;
  dcd_event_bus_signal(rhport, 1, true); // a handler may
  tud_cdc_n_write(0, "x", 1);
  // CHECK: :[[#@LINE-1]]:3: warning: 'tud_cdc_n_write' must not be called in interrupt handler 'dcd_int_handler': only a thread or the main loop may call it [ambit-isr-unsafe-call]
}

int main(void) {
  for (;;) {
    tud_task(); // the main loop may
    raced = 0;
    // CHECK: :[[#@LINE-1]]:5: warning: writing 'raced' is not excluded from 'dcd_int_handler' [ambit-undeclared-shared-state]
    // CHECK: note: 'dcd_int_handler' writes 'raced' here
    // CHECK: note: mask interrupts around this access
    own++;
  }
}
