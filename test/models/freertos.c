// RUN: %ambit-check %s -- -std=c11 %include 2>&1 | %expect

// The FreeRTOS model: tasks, queues that copy bytes, notifications, timers.

#include "ambit/annotations.h"
#include <stddef.h>
#include <stdint.h>

typedef long BaseType_t;
typedef unsigned long UBaseType_t;
typedef uint32_t TickType_t;
typedef struct tskTaskControlBlock *TaskHandle_t;
typedef struct QueueDefinition *QueueHandle_t;
typedef QueueHandle_t SemaphoreHandle_t;
typedef struct tmrTimerControl *TimerHandle_t;
typedef void (*TaskFunction_t)(void *);
typedef void (*TimerCallbackFunction_t)(TimerHandle_t);
typedef void (*PendedFunction_t)(void *, uint32_t);

BaseType_t xTaskCreate(TaskFunction_t code, const char *name, uint16_t depth, void *arg,
                       UBaseType_t priority, TaskHandle_t *handle);
BaseType_t xQueueGenericSend(QueueHandle_t queue, const void *item, TickType_t wait,
                             BaseType_t position);
BaseType_t xQueueGenericSendFromISR(QueueHandle_t queue, const void *item, BaseType_t *woken,
                                    BaseType_t position);
#define xQueueSend(q, item, wait) xQueueGenericSend((q), (item), (wait), 0)
#define xQueueSendFromISR(q, item, woken) xQueueGenericSendFromISR((q), (item), (woken), 0)
#define xSemaphoreGive(s) xQueueGenericSend((QueueHandle_t)(s), NULL, 0, 0)
BaseType_t xTaskGenericNotify(TaskHandle_t task, UBaseType_t index, uint32_t value, int action,
                              uint32_t *previous);
#define xTaskNotify(t, v, a) xTaskGenericNotify((t), 0, (v), (a), NULL)
TimerHandle_t xTimerCreate(const char *name, TickType_t period, UBaseType_t reload, void *id,
                           TimerCallbackFunction_t callback);
void vTimerSetTimerID(TimerHandle_t timer, void *id);
BaseType_t xTimerPendFunctionCall(PendedFunction_t f, void *arg, uint32_t n, TickType_t wait);
size_t xStreamBufferSend(void *buffer, const void *data, size_t size, TickType_t wait);

struct AMBIT_CORE_BOUND uart {
  uint32_t base;
  uint8_t buffer[16];
};
struct AMBIT_THREAD_BOUND session {
  int id;
};
struct line {
  uint8_t text[8];
  uint8_t length;
};
struct request {
  struct uart *from;
  int kind;
};

extern QueueHandle_t queue;
extern TaskHandle_t task;
extern SemaphoreHandle_t ready;
void run(void *arg);
void expired(TimerHandle_t timer);
void pended(void *arg, uint32_t n);

void tasks(struct uart *u, struct session *s, struct line *l) {
  xTaskCreate(run, "u", 128, u, 1, NULL);
  // CHECK: :[[#@LINE-1]]:30: warning: 'u' crosses to another core but 'uart' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'uart' is declared core-bound here
  // CHECK: note: argument 4 of 'xTaskCreate' crosses to another thread, on a core nobody knows (model 'freertos')
  xTaskCreate(run, "s", 128, s, 1, NULL);
  // CHECK: :[[#@LINE-1]]:30: warning: 's' crosses to another thread but 'session' is thread-bound [ambit-unsendable-crossing]
  // CHECK: note: 'session' is declared thread-bound here
  // CHECK: note: argument 4 of 'xTaskCreate' crosses to another thread (model 'freertos')
  xTaskCreate(run, "l", 128, l, 1, NULL); // neither
  xTaskCreate(run, "n", 128, NULL, 1, NULL); // nothing
  xTaskCreate(run, "q", 128, queue, 1, NULL); // the kernel locks its queues
  xTaskCreate(run, "x", 128, (void *)(uintptr_t)u->base, 1, NULL); // a number
}

void queues(struct uart *u, struct session *s) {
  struct line text = {{0}, 0};
  struct request request = {u, 1};
  struct session copy = *s;
  xQueueSend(queue, &text, 0);    // bytes
  xQueueSend(queue, &u->base, 0); // four bytes of it
  xQueueSend(queue, u->buffer, 0); // the bytes of its buffer
  xQueueSend(queue, u, 0);
  // CHECK: :[[#@LINE-1]]:21: warning: 'u' crosses to another core but 'uart' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'uart' is declared core-bound here
  // CHECK: note: argument 2 of 'xQueueGenericSend' crosses to another thread, on a core nobody knows (model 'freertos')
  xQueueSend(queue, &u, 0);
  // CHECK: :[[#@LINE-1]]:22: warning: 'u' crosses to another core but 'uart' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'uart' is declared core-bound here
  // CHECK: note: argument 2 of 'xQueueGenericSend' crosses to another thread, on a core nobody knows (model 'freertos')
  xQueueSend(queue, &request, 0);
  // CHECK: :[[#@LINE-1]]:22: warning: 'request' crosses to another core but 'request' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: its member 'from' leads to 'uart', which is core-bound
  // CHECK: note: 'uart' is declared core-bound here
  // CHECK: note: argument 2 of 'xQueueGenericSend' crosses to another thread, on a core nobody knows (model 'freertos')
  xQueueSend(queue, &copy, 0);
  // CHECK: :[[#@LINE-1]]:22: warning: 'copy' crosses to another thread but 'session' is thread-bound [ambit-unsendable-crossing]
  // CHECK: note: 'session' is declared thread-bound here
  // CHECK: note: argument 2 of 'xQueueGenericSend' crosses to another thread (model 'freertos')
  request.from = NULL;
  xQueueSend(queue, &request, 0); // null now
  xSemaphoreGive(ready);          // no item
  xQueueSendFromISR(queue, &u, NULL);
  // CHECK: :[[#@LINE-1]]:29: warning: 'u' crosses to another core but 'uart' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'uart' is declared core-bound here
  // CHECK: note: argument 2 of 'xQueueGenericSendFromISR' crosses to another thread, on a core nobody knows (model 'freertos')
  xStreamBufferSend(queue, u->buffer, sizeof u->buffer, 0); // bytes
}

void notifications(struct uart *u) {
  xTaskNotify(task, u->base, 1);           // a number
  xTaskNotify(task, (uint32_t)(uintptr_t)u, 1);
  // CHECK: :[[#@LINE-1]]:42: warning: 'u' crosses to another core but 'uart' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'uart' is declared core-bound here
  // CHECK: note: argument 3 of 'xTaskGenericNotify' crosses to another thread, on a core nobody knows (model 'freertos')
}

void timers(struct uart *u, struct line *l) {
  xTimerCreate("t", 10, 1, u, expired);
  // CHECK: :[[#@LINE-1]]:28: warning: 'u' crosses to another core but 'uart' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'uart' is declared core-bound here
  // CHECK: note: argument 4 of 'xTimerCreate' crosses to another thread, on a core nobody knows (model 'freertos')
  TimerHandle_t t = xTimerCreate("t", 10, 1, l, expired); // not bound
  vTimerSetTimerID(t, u);
  // CHECK: :[[#@LINE-1]]:23: warning: 'u' crosses to another core but 'uart' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'uart' is declared core-bound here
  // CHECK: note: argument 2 of 'vTimerSetTimerID' crosses to another thread, on a core nobody knows (model 'freertos')
  xTimerPendFunctionCall(pended, u, 1, 0);
  // CHECK: :[[#@LINE-1]]:34: warning: 'u' crosses to another core but 'uart' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'uart' is declared core-bound here
  // CHECK: note: argument 2 of 'xTimerPendFunctionCall' crosses to another thread, on a core nobody knows (model 'freertos')
  xTimerPendFunctionCall(pended, l, 1, 0); // not bound
}

#define START(what) xTaskCreate(run, #what, 128, what, 1, NULL)
void macros(struct uart *u, struct line *l) {
  START(u);
  // CHECK: :[[#@LINE-1]]:9: warning: 'u' crosses to another core but 'uart' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'uart' is declared core-bound here
  // CHECK: note: argument 4 of 'xTaskCreate' crosses to another thread, on a core nobody knows (model 'freertos')
  START(l); // not bound
}
