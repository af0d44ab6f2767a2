// RUN: %ambit-check %s -- -std=c11 %include 2>&1 | %expect

// The NuttX model: critical sections, handlers, and what waits.

#include "ambit/annotations.h"

typedef unsigned irqstate_t;
typedef struct { int n; } sem_t;
typedef int (*xcpt_t)(int irq, void *context, void *arg);
irqstate_t enter_critical_section(void);
void leave_critical_section(irqstate_t flags);
int irq_attach(int irq, xcpt_t handler, void *arg);
int nxsem_wait(sem_t *sem);
int nxsem_post(sem_t *sem);

static sem_t sem;
static int raced, locked;

static int uart_interrupt(int irq, void *context, void *arg) {
  (void)irq, (void)context, (void)arg;
  raced++;
  locked++;
  nxsem_post(&sem); // a handler may
  nxsem_wait(&sem);
  // CHECK: :[[#@LINE-1]]:3: warning: 'nxsem_wait' may block, but is called in interrupt handler 'uart_interrupt' [ambit-isr-unsafe-call]
  // CHECK: note: 'uart_interrupt' is registered as an interrupt handler here
  // CHECK: note: use 'nxsem_trywait' in an interrupt handler
  return 0;
}

int main(void) {
  irq_attach(4, uart_interrupt, 0);
  for (;;) {
    raced = 0;
    // CHECK: :[[#@LINE-1]]:5: warning: writing 'raced' is not excluded from 'uart_interrupt' [ambit-undeclared-shared-state]
    // CHECK: note: 'uart_interrupt' writes 'raced' here
    // CHECK: note: 'uart_interrupt' is registered as an interrupt handler here
    // CHECK: note: mask interrupts around this access
    irqstate_t flags = enter_critical_section();
    locked = 0; // masked
    leave_critical_section(flags);
    nxsem_wait(&sem); // a task may
  }
}
