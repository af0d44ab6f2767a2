// RUN: %ambit-check %s -- -std=c11 %include 2>&1 | %expect

// The ESP-IDF model: critical sections are spin locks that mask, on two cores.

#include <stdint.h>

typedef struct { uint32_t owner, count; } portMUX_TYPE;
#define portMUX_INITIALIZER_UNLOCKED {0, 0}
void vPortEnterCritical(portMUX_TYPE *mux);
void vPortExitCritical(portMUX_TYPE *mux);
#define portENTER_CRITICAL(mux) vPortEnterCritical(mux)
#define portEXIT_CRITICAL(mux) vPortExitCritical(mux)
typedef int esp_err_t;
typedef int gpio_num_t;
typedef void (*gpio_isr_t)(void *);
esp_err_t gpio_isr_handler_add(gpio_num_t pin, gpio_isr_t handler, void *arg);
void vTaskDelay(uint32_t ticks);

static portMUX_TYPE mux = portMUX_INITIALIZER_UNLOCKED;
static int raced, locked;

static void pressed(void *arg) {
  (void)arg;
  raced++;
  // CHECK: :[[#@LINE-1]]:3: warning: writing 'raced' is not excluded from 'app_main' [ambit-undeclared-shared-state]
  // CHECK: note: 'app_main' writes 'raced' here
  // CHECK: note: hold one lock that keeps out other cores around both accesses
  portENTER_CRITICAL(&mux);
  locked++; // one lock
  portEXIT_CRITICAL(&mux);
  vTaskDelay(1);
  // CHECK: :[[#@LINE-1]]:3: warning: 'vTaskDelay' may block, but is called in interrupt handler 'pressed' [ambit-isr-unsafe-call]
  // CHECK: note: 'pressed' is registered as an interrupt handler here
}

void app_main(void) {
  gpio_isr_handler_add(4, pressed, 0);
  for (;;) {
    raced = 0;
    // CHECK: :[[#@LINE-1]]:5: warning: writing 'raced' is not excluded from 'pressed' [ambit-undeclared-shared-state]
    // CHECK: note: 'pressed' writes 'raced' here
    // CHECK: note: 'pressed' is registered as an interrupt handler here
    // CHECK: note: hold one lock that keeps out other cores around both accesses
    portENTER_CRITICAL(&mux);
    locked = 0; // one lock
    portEXIT_CRITICAL(&mux);
    vTaskDelay(1); // a task may
  }
}
