// RUN: %ambit-check %s -- -std=c11 %include 2>&1 | %expect

// The ESP-IDF model: tasks pinned to a core, calls between cores, interrupts, events, timers.

#include "ambit/annotations.h"
#include <stddef.h>
#include <stdint.h>

typedef int BaseType_t;
typedef unsigned UBaseType_t;
typedef int esp_err_t;
typedef void (*TaskFunction_t)(void *);
typedef void (*intr_handler_t)(void *);
typedef void (*esp_ipc_func_t)(void *);
typedef struct intr_handle_data_t *intr_handle_t;
typedef void (*esp_event_handler_t)(void *, const char *, int32_t, void *);
typedef struct esp_timer *esp_timer_handle_t;
typedef struct {
  void (*callback)(void *);
  void *arg;
  const char *name;
} esp_timer_create_args_t;
#define tskNO_AFFINITY ((BaseType_t)0x7FFFFFFF)
#define PRO_CPU_NUM 0
#define APP_CPU_NUM 1

BaseType_t xTaskCreatePinnedToCore(TaskFunction_t code, const char *name, uint32_t depth, void *arg,
                                   UBaseType_t priority, void *handle, BaseType_t core);
esp_err_t esp_ipc_call(uint32_t cpu, esp_ipc_func_t func, void *arg);
esp_err_t esp_ipc_call_blocking(uint32_t cpu, esp_ipc_func_t func, void *arg);
esp_err_t esp_intr_alloc(int source, int flags, intr_handler_t handler, void *arg,
                         intr_handle_t *handle);
esp_err_t esp_event_handler_register(const char *base, int32_t id, esp_event_handler_t handler,
                                     void *arg);
esp_err_t esp_event_post(const char *base, int32_t id, const void *data, size_t size, uint32_t wait);
esp_err_t esp_timer_create(const esp_timer_create_args_t *args, esp_timer_handle_t *out);

struct AMBIT_CORE_BOUND i2c {
  int port;
};
struct AMBIT_CORE_BOUND_TO(1) radio {
  int channel;
};
struct AMBIT_THREAD_BOUND ui {
  int frames;
};
struct config {
  int n;
};
void run(void *arg);
void handler(void *arg);
void event(void *arg, const char *base, int32_t id, void *data);

void tasks(struct i2c *bus, struct radio *radio, struct config *c, int core) {
  xTaskCreatePinnedToCore(run, "a", 2048, bus, 5, NULL, 0);
  // CHECK: :[[#@LINE-1]]:43: warning: 'bus' crosses to core 0 but 'i2c' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'i2c' is declared core-bound here
  // CHECK: note: argument 4 of 'xTaskCreatePinnedToCore' crosses to core 0 (model 'esp-idf')
  xTaskCreatePinnedToCore(run, "b", 2048, bus, 5, NULL, tskNO_AFFINITY);
  // CHECK: :[[#@LINE-1]]:43: warning: 'bus' crosses to another core but 'i2c' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'i2c' is declared core-bound here
  // CHECK: note: argument 4 of 'xTaskCreatePinnedToCore' crosses to another core (model 'esp-idf')
  xTaskCreatePinnedToCore(run, "c", 2048, radio, 5, NULL, APP_CPU_NUM);  // goes home
  xTaskCreatePinnedToCore(run, "d", 2048, radio, 5, NULL, PRO_CPU_NUM);
  // CHECK: :[[#@LINE-1]]:43: warning: 'radio' crosses to core 0 but 'radio' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'radio' is declared core-bound here
  // CHECK: note: argument 4 of 'xTaskCreatePinnedToCore' crosses to core 0 (model 'esp-idf')
  xTaskCreatePinnedToCore(run, "e", 2048, radio, 5, NULL, tskNO_AFFINITY);
  // CHECK: :[[#@LINE-1]]:43: warning: 'radio' crosses to another core but 'radio' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'radio' is declared core-bound here
  // CHECK: note: argument 4 of 'xTaskCreatePinnedToCore' crosses to another core (model 'esp-idf')
  xTaskCreatePinnedToCore(run, "f", 2048, radio, 5, NULL, core);
  // CHECK: :[[#@LINE-1]]:43: warning: 'radio' crosses to another core but 'radio' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'radio' is declared core-bound here
  // CHECK: note: argument 4 of 'xTaskCreatePinnedToCore' crosses to another core (model 'esp-idf')
  xTaskCreatePinnedToCore(run, "g", 2048, c, 5, NULL, 1);                // not bound
}

AMBIT_RUNS_ON(0) void sameCore(struct i2c *bus) {
  xTaskCreatePinnedToCore(run, "a", 2048, bus, 5, NULL, 0); // from core 0 to core 0
  xTaskCreatePinnedToCore(run, "b", 2048, bus, 5, NULL, 1);
  // CHECK: :[[#@LINE-1]]:43: warning: 'bus' crosses to core 1 but 'i2c' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'i2c' is declared core-bound here
  // CHECK: note: argument 4 of 'xTaskCreatePinnedToCore' crosses to core 1 (model 'esp-idf')
  esp_ipc_call(0, run, bus);                                // core 0 itself
  esp_ipc_call(1, run, bus);
  // CHECK: :[[#@LINE-1]]:24: warning: 'bus' crosses to core 1 but 'i2c' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'i2c' is declared core-bound here
  // CHECK: note: argument 3 of 'esp_ipc_call' crosses to core 1 (model 'esp-idf')
}

void calls(struct i2c *bus, struct radio *radio, struct ui *ui) {
  esp_ipc_call(1, run, radio);         // goes home
  esp_ipc_call_blocking(0, run, radio);
  // CHECK: :[[#@LINE-1]]:33: warning: 'radio' crosses to core 0 but 'radio' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'radio' is declared core-bound here
  // CHECK: note: argument 3 of 'esp_ipc_call_blocking' crosses to core 0 (model 'esp-idf')
  esp_ipc_call_blocking(1, run, ui);
  // CHECK: :[[#@LINE-1]]:33: warning: 'ui' crosses to another thread but 'ui' is thread-bound [ambit-unsendable-crossing]
  // CHECK: note: 'ui' is declared thread-bound here
  // CHECK: note: argument 3 of 'esp_ipc_call_blocking' crosses to core 1 (model 'esp-idf')
}

void interrupts(struct i2c *bus, struct ui *ui, struct config *c) {
  esp_intr_alloc(1, 0, handler, bus, NULL); // the handler stays on the core that registers it
  esp_intr_alloc(1, 0, handler, ui, NULL);
  // CHECK: :[[#@LINE-1]]:33: warning: 'ui' becomes reachable from an interrupt handler but 'ui' is thread-bound [ambit-unsendable-crossing]
  // CHECK: note: 'ui' is declared thread-bound here
  // CHECK: note: argument 4 of 'esp_intr_alloc' crosses to an interrupt handler (model 'esp-idf')
  esp_intr_alloc(1, 0, handler, c, NULL);   // nothing known of config
}

void events(struct i2c *bus, struct config *c) {
  esp_event_handler_register("base", 1, event, bus);
  // CHECK: :[[#@LINE-1]]:48: warning: 'bus' crosses to another core but 'i2c' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'i2c' is declared core-bound here
  // CHECK: note: argument 4 of 'esp_event_handler_register' crosses to another thread, on a core nobody knows (model 'esp-idf')
  esp_event_handler_register("base", 1, event, c);   // not bound
  esp_event_post("base", 1, c, sizeof *c, 0);        // copied
  esp_event_post("base", 1, &bus->port, sizeof bus->port, 0); // a number is copied
  esp_event_post("base", 1, &bus, sizeof bus, 0);
  // CHECK: :[[#@LINE-1]]:30: warning: 'bus' crosses to another core but 'i2c' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'i2c' is declared core-bound here
  // CHECK: note: argument 3 of 'esp_event_post' crosses to another thread, on a core nobody knows (model 'esp-idf')
}

void timers(struct i2c *bus, struct config *c, esp_timer_handle_t *out) {
  esp_timer_create_args_t fine = {handler, c, "fine"};
  esp_timer_create(&fine, out); // not bound
  esp_timer_create_args_t args = {.callback = handler, .arg = bus, .name = "bad"};
  esp_timer_create(&args, out);
  // CHECK: :[[#@LINE-1]]:21: warning: 'bus' crosses to another core but 'i2c' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'i2c' is declared core-bound here
  // CHECK: note: this was put into 'args' here
  // CHECK: note: argument 1 of 'esp_timer_create' crosses to another thread, on a core nobody knows (model 'esp-idf')
  args.arg = NULL;
  esp_timer_create(&args, out); // null now
}
