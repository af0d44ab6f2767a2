// RUN: cp %s %t.c
// RUN: %ambit-check --fix %t.c -- -std=c11 %include > %t.out 2>&1
// RUN: FileCheck %s --input-file=%t.c --match-full-lines --strict-whitespace
//
// A forbidden call becomes the handler's form where that is declared and takes the same arguments; in a
// macro, or where it takes others, the note alone says what to use.

#include "ambit/annotations.h"

typedef long BaseType_t;
typedef struct QueueDefinition *QueueHandle_t;
BaseType_t xQueueReceive(QueueHandle_t queue, void *item, unsigned wait);
BaseType_t xQueueReceiveFromISR(QueueHandle_t queue, void *item, BaseType_t *woken);
unsigned xTaskGetTickCount(void);
unsigned xTaskGetTickCountFromISR(void);
#define NOW() xTaskGetTickCount()

extern QueueHandle_t queue;
AMBIT_ISR void isr(void) {
  int item;
  unsigned a = xTaskGetTickCount();
//CHECK:  unsigned a = xTaskGetTickCountFromISR();
  unsigned b = NOW();
//CHECK:  unsigned b = NOW();
  xQueueReceive(queue, &item, 0);
//CHECK:  xQueueReceive(queue, &item, 0);
  (void)a;
  (void)b;
}
unsigned thread(void) {
  return xTaskGetTickCount();
//CHECK:  return xTaskGetTickCount();
}
