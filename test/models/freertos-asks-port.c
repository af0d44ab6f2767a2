// RUN: %ambit-check %s -- -std=gnu11 %include 2>&1 | %expect

// The FreeRTOS model: a port's macro that asks the processor whether a handler runs.

typedef void *SemaphoreHandle_t;
int xQueueGenericSend(void *queue, const void *item, unsigned long ticks, long position);
int xQueueGiveFromISR(void *queue, long *woken);
#include "ambit/annotations.h"

#define portCHECK_IF_IN_ISR()                                                                      \
  ({                                                                                               \
    unsigned number;                                                                               \
    __asm volatile("" : "=r"(number));                                                             \
    ((unsigned char)number) > 0;                                                                   \
  })
#define xPortIsInsideInterrupt() ((long)portCHECK_IF_IN_ISR())

static void notify(void *queue) {
  if (!portCHECK_IF_IN_ISR())
    xQueueGenericSend(queue, 0, 0, 0); // a task
  else
    xQueueGiveFromISR(queue, 0);
  if (xPortIsInsideInterrupt())
    return;
  xQueueGenericSend(queue, 0, 0, 0);
}
int __get_IPSR(void);
static void compares(void *queue) {
  if (__get_IPSR() > 0)
    return;
  xQueueGenericSend(queue, 0, 0, 0);
}
static void wrong(void *queue) {
  if (portCHECK_IF_IN_ISR())
    xQueueGenericSend(queue, 0, 0, 0);
  // CHECK: :[[#@LINE-1]]:5: warning: 'xQueueGenericSend' {{.*}} is called in interrupt handler 'uart' [ambit-isr-unsafe-call]
}

static void *queue;
AMBIT_ISR void uart(void) {
  notify(queue);
  compares(queue);
  wrong(queue);
}
