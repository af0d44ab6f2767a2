// RUN: %ambit-check %s -- -std=c11 %include 2>&1 | %expect

// While the scheduler or the interrupts are off, nobody takes the thread from its core.

#include "ambit/annotations.h"
#include <stdint.h>

typedef int BaseType_t;
typedef unsigned UBaseType_t;
BaseType_t xPortGetCoreID(void);
void vTaskSuspendAll(void);
BaseType_t xTaskResumeAll(void);
void vTaskDelay(uint32_t ticks);
unsigned mask(void) AMBIT_ACQUIRE(irq);
void unmask(unsigned state) AMBIT_RELEASE(irq);
struct AMBIT_LOCK(mutex) mutex {
  int owner;
};
void lock(struct mutex *m) AMBIT_ACQUIRE(m);
void unlock(struct mutex *m) AMBIT_RELEASE(m);
static struct mutex m;
static int hits[2];
void work(void);

AMBIT_MIGRATES void scheduler_off(void) {
  vTaskSuspendAll();
  int core = xPortGetCoreID();
  work();
  hits[core]++;
  xTaskResumeAll();
}
AMBIT_MIGRATES void scheduler_on_again(void) {
  vTaskSuspendAll();
  int core = xPortGetCoreID();
  xTaskResumeAll();
  hits[core]++;
  // CHECK: :[[#@LINE-1]]:8: warning: 'core' is the number of the core that ran before the scheduler was let in again [ambit-off-core-access]
  // CHECK: :[[#@LINE-4]]:14: note: it is read here
  // CHECK: :[[#@LINE-4]]:3: note: the thread may be moved to another core here
  // CHECK: :[[#@LINE-8]]:1: note: 'scheduler_on_again' is declared to migrate here
  // CHECK: :[[#@LINE-5]]:8: note: read it again after that, or keep the scheduler off in between
}
AMBIT_MIGRATES void interrupts_off(void) {
  unsigned s = mask();
  int core = xPortGetCoreID();
  hits[core]++;
  unmask(s);
}
AMBIT_MIGRATES void interrupts_on_again(void) {
  unsigned s = mask();
  int core = xPortGetCoreID();
  unmask(s);
  hits[core]++;
  // CHECK: :[[#@LINE-1]]:8: warning: 'core' is the number of the core that ran before the scheduler was let in again [ambit-off-core-access]
  // CHECK: :[[#@LINE-4]]:14: note: it is read here
  // CHECK: :[[#@LINE-4]]:3: note: the thread may be moved to another core here
  // CHECK: :[[#@LINE-8]]:1: note: 'interrupts_on_again' is declared to migrate here
  // CHECK: :[[#@LINE-5]]:8: note: read it again after that, or keep the scheduler off in between
}
AMBIT_MIGRATES void twice_masked(void) {
  unsigned s = mask();
  if (hits[xPortGetCoreID()] == 0)
    hits[xPortGetCoreID()] = 1;
  unmask(s);
}
AMBIT_MIGRATES void under_mutex(void) {
  lock(&m);
  int core = xPortGetCoreID();
  hits[core]++;
  vTaskDelay(1);
  hits[core]++;
  // CHECK: :[[#@LINE-1]]:8: warning: 'core' is the number of the core that ran before the thread waited [ambit-off-core-access]
  // CHECK: :[[#@LINE-5]]:14: note: it is read here
  // CHECK: :[[#@LINE-4]]:3: note: the thread may be moved to another core here
  // CHECK: :[[#@LINE-9]]:1: note: 'under_mutex' is declared to migrate here
  // CHECK: :[[#@LINE-5]]:8: note: read it again after that, or keep the scheduler off in between
  unlock(&m);
}
AMBIT_MIGRATES void under_both(void) {
  vTaskSuspendAll();
  unsigned s = mask();
  int core = xPortGetCoreID();
  unmask(s);
  hits[core]++; // the scheduler is still off
  xTaskResumeAll();
}
