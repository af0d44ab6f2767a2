// RUN: %ambit-check %s -- -std=c11 %include 2>&1 | %expect
// RUN: %ambit-check %s -- -std=c11 %include -DconfigNUMBER_OF_CORES=2 2>&1 | FileCheck %s --check-prefix=ALL
// RUN: %ambit-check %s -- -std=c11 %include -DconfigNUMBER_OF_CORES=2 -DESP_PLATFORM 2>&1 | %expect

// A kernel for several cores stops the schedulers of all of them, by a lock that its critical
// sections take, too. It keeps out no handler; and ESP-IDF's kernel stops one core's only.

#include "ambit/annotations.h"

typedef long BaseType_t;
void vTaskEnterCritical(void);
void vTaskExitCritical(void);
void vTaskSuspendAll(void);
BaseType_t xTaskResumeAll(void);

// What the kernel itself takes, by a macro of the port.
void vPortRecursiveLock(BaseType_t core, unsigned number, BaseType_t take);
#define portGET_TASK_LOCK(core) vPortRecursiveLock((core), 1, 1)
#define portRELEASE_TASK_LOCK(core) vPortRecursiveLock((core), 1, 0)
#define portGET_ISR_LOCK(core) vPortRecursiveLock((core), 0, 1)
#define portRELEASE_ISR_LOCK(core) vPortRecursiveLock((core), 0, 0)

static int both, mixed, handled, ready, ticks, unlocked;

AMBIT_RUNS_ON(0) void first(void) {
  vTaskSuspendAll();
  both = 1;
  // CHECK: :[[#@LINE-1]]:3: warning: the scheduler lock does not keep out 'second', which writes 'both' [ambit-weak-lock]
  mixed = 1;
  // CHECK: :[[#@LINE-1]]:3: warning: the scheduler lock does not keep out 'second', which writes 'mixed' [ambit-weak-lock]
  handled = 1;
  // CHECK: :[[#@LINE-1]]:3: warning: the scheduler lock does not keep out 'timer_isr', which writes 'handled' [ambit-weak-lock]
  xTaskResumeAll();
}

AMBIT_RUNS_ON(1) void second(void) {
  vTaskSuspendAll();
  both = 2;
  // CHECK: :[[#@LINE-1]]:3: warning: the scheduler lock does not keep out 'first', which writes 'both' [ambit-weak-lock]
  xTaskResumeAll();
  vTaskEnterCritical();
  mixed = 2;
  vTaskExitCritical();
}

AMBIT_RUNS_ON(0) void switch_context(void) {
  portGET_TASK_LOCK(0);
  ready--;
  // CHECK: :[[#@LINE-1]]:3: warning: the scheduler lock does not keep out 'resume', which writes 'ready' [ambit-weak-lock]
  portGET_ISR_LOCK(0);
  ticks--;
  portRELEASE_ISR_LOCK(0);
  portRELEASE_TASK_LOCK(0);
  unlocked--;
  // CHECK: :[[#@LINE-1]]:3: warning: writing 'unlocked' is not excluded from 'resume' [ambit-undeclared-shared-state]
}

AMBIT_RUNS_ON(1) void resume(void) {
  vTaskSuspendAll();
  ready++;
  // CHECK: :[[#@LINE-1]]:3: warning: the scheduler lock does not keep out 'switch_context', which writes 'ready' [ambit-weak-lock]
  unlocked++;
  // CHECK: :[[#@LINE-1]]:3: warning: the scheduler lock does not keep out 'switch_context', which writes 'unlocked' [ambit-weak-lock]
  xTaskResumeAll();
}

AMBIT_ISR_ON(0, 3) void timer_isr(void) { handled = ticks = 0; }

// ALL-NOT: 'both'
// ALL-NOT: 'mixed'
// ALL: :[[#]]:3: warning: the scheduler lock does not keep out 'timer_isr', which writes 'handled' [ambit-weak-lock]
// ALL-NOT: 'ready'
// ALL: :[[#]]:3: warning: writing 'unlocked' is not excluded from 'resume' [ambit-undeclared-shared-state]
// ALL-NOT: 'ready'
// ALL-NOT: 'both'
// ALL-NOT: 'mixed'
