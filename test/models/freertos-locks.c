// RUN: %ambit-check %s -- -std=c11 %include 2>&1 | %expect

// The FreeRTOS model: critical sections, the scheduler lock, mutexes, and the FromISR forms.

#include "ambit/annotations.h"
#include <stdint.h>

typedef long BaseType_t;
typedef unsigned long UBaseType_t;
typedef uint32_t TickType_t;
typedef struct QueueDefinition *SemaphoreHandle_t;
void vTaskEnterCritical(void);
void vTaskExitCritical(void);
#define taskENTER_CRITICAL() vTaskEnterCritical()
#define taskEXIT_CRITICAL() vTaskExitCritical()
void vTaskSuspendAll(void);
BaseType_t xTaskResumeAll(void);
void vTaskDelay(TickType_t ticks);
TickType_t xTaskGetTickCount(void);
TickType_t xTaskGetTickCountFromISR(void);

static int raced, locked, suspended;

AMBIT_ISR void uart_isr(void) {
  raced++;
  locked++;
  suspended++;
  (void)xTaskGetTickCountFromISR(); // its form
  (void)xTaskGetTickCount();
  // CHECK: :[[#@LINE-1]]:9: warning: 'xTaskGetTickCount' must not be called in interrupt handler 'uart_isr': only a task may call it [ambit-isr-unsafe-call]
  // CHECK: note: use 'xTaskGetTickCountFromISR' in an interrupt handler
  vTaskDelay(1);
  // CHECK: :[[#@LINE-1]]:3: warning: 'vTaskDelay' may block, but is called in interrupt handler 'uart_isr' [ambit-isr-unsafe-call]
}

AMBIT_RUNS_ON(0) void task(void) {
  raced = 0;
  // CHECK: :[[#@LINE-1]]:3: warning: writing 'raced' is not excluded from 'uart_isr' [ambit-undeclared-shared-state]
  // CHECK: note: 'uart_isr' writes 'raced' here
  // CHECK: note: mask interrupts around this access
  taskENTER_CRITICAL();
  locked = 0; // masked
  taskEXIT_CRITICAL();
  vTaskSuspendAll();
  suspended = 0;
  // CHECK: :[[#@LINE-1]]:3: warning: the scheduler lock does not keep out 'uart_isr', which writes 'suspended' [ambit-weak-lock]
  // CHECK: note: 'uart_isr' writes 'suspended' here
  // CHECK: note: stopping the scheduler keeps out threads of this core only
  xTaskResumeAll();
  vTaskDelay(1); // a task may
}
