// RUN: %ambit-check %s -- -std=c11 %include 2>&1 | %expect

// A table of tasks: each function in it is a thread of its own, started once.

typedef void (*TaskFunction_t)(void *);
int xTaskCreate(TaskFunction_t task, const char *name, unsigned stack, void *argument,
                unsigned priority, void *handle);
void vTaskStartScheduler(void);

static int shared, own, before;

static void blink(void *argument) {
  (void)argument;
  for (;;) {
    shared = shared + 1;
    // CHECK: :[[#@LINE-1]]:5: warning: writing 'shared' is not excluded from 'poll' [ambit-undeclared-shared-state]
    // CHECK: note: 'poll' writes 'shared' here
    // CHECK: note: 'poll' is started here
    own++; // nobody else's, and this runs once
    before++;
  }
}
static void poll(void *argument) {
  (void)argument;
  for (;;)
    shared = 0;
  // CHECK: :[[#@LINE-1]]:5: warning: writing 'shared' is not excluded from 'blink' [ambit-undeclared-shared-state]
}

struct task {
  const char *name;
  TaskFunction_t run;
};
static const struct task tasks[] = {{"blink", blink}, {"poll", poll}};

int main(void) {
  before = 1; // nothing has started yet
  for (unsigned i = 0; i < 2; ++i)
    xTaskCreate(tasks[i].run, tasks[i].name, 128, 0, 1 + i, 0);
  vTaskStartScheduler();
}
