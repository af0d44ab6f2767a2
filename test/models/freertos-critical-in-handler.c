// RUN: %ambit-check %s -- -std=c11 %include 2>&1 | %expect

// The critical section of tasks is a macro, of the kernel or around a function of the port. In a handler it is wrong; the form for
// handlers is not, and neither is one that ESP-IDF gives a lock, for tasks and handlers alike.

#include "ambit/annotations.h"

void vPortEnterCritical(void);
void vPortExitCritical(void);
unsigned ulPortSetInterruptMask(void);
void vPortClearInterruptMask(unsigned mask);
#define portENTER_CRITICAL() vPortEnterCritical()
#define portEXIT_CRITICAL() vPortExitCritical()
#define taskENTER_CRITICAL() portENTER_CRITICAL()
#define taskEXIT_CRITICAL() portEXIT_CRITICAL()
#define taskENTER_CRITICAL_FROM_ISR() ulPortSetInterruptMask()
#define taskEXIT_CRITICAL_FROM_ISR(mask) vPortClearInterruptMask(mask)

static int count;

static void add(void) {
  taskENTER_CRITICAL();
  // CHECK: :[[#@LINE-1]]:3: warning: 'taskENTER_CRITICAL' must not be called in interrupt handler 'uart_isr': only a task may call it [ambit-isr-unsafe-call]
  // CHECK: :[[#@LINE+6]]:33: note: 'uart_isr' calls 'add' here
  // CHECK: note: use 'taskENTER_CRITICAL_FROM_ISR' in an interrupt handler
  ++count;
  taskEXIT_CRITICAL();
}

AMBIT_ISR void uart_isr(void) { add(); }

AMBIT_ISR void timer_isr(void) {
  unsigned mask = taskENTER_CRITICAL_FROM_ISR();
  ++count;
  taskEXIT_CRITICAL_FROM_ISR(mask);
}

AMBIT_RUNS_ON(0) void task(void) {
  taskENTER_CRITICAL();
  ++count;
  taskEXIT_CRITICAL();
}
