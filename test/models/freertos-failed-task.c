// RUN: %ambit-check %s -- -std=c11 %include 2>&1 | %expect

// Where a task could not be made it does not run, so what is undone there needs no lock.

typedef long BaseType_t;
typedef unsigned long UBaseType_t;
typedef struct tskTaskControlBlock *TaskHandle_t;
#define pdPASS ((BaseType_t)1)
BaseType_t xTaskCreate(void (*code)(void *), const char *name, unsigned depth, void *argument,
                       UBaseType_t priority, TaskHandle_t *handle);
void vTaskStartScheduler(void);
void log_failure(void);

static struct worker {
  int ready;
  int jobs;
  void *mutex;
  TaskHandle_t task;
} the_worker;

static void work(void *argument) {
  struct worker *w = argument;
  for (;;) {
    w->jobs++;
    w->ready++;
  }
}

static int init(struct worker *w) {
  if (!w->mutex || pdPASS != xTaskCreate(work, "worker", 512, w, 2, &w->task)) {
    w->ready = 0;
    return 0;
  }
  w->jobs = 0;
  // CHECK: :[[#@LINE-1]]:6: warning: writing 'jobs' is not excluded from 'work' [ambit-undeclared-shared-state]
  // CHECK: note: 'work' writes 'jobs' here
  return 1;
}

static void begin(void *argument) {
  if (!init(&the_worker))
    log_failure();
}

int main(void) {
  xTaskCreate(begin, "begin", 512, 0, 1, 0);
  vTaskStartScheduler();
}
