// RUN: %ambit-check %s -- -std=c++20 %include 2>&1 | %expect

// With an argument the macro is another one, which handlers may use.

#include "ambit/annotations.h"

struct AMBIT_LOCK(spin_irq) spinlock { unsigned word; };
void enter(spinlock &lock) AMBIT_ACQUIRE(lock);
void leave(spinlock &lock) AMBIT_RELEASE(lock);
#define taskENTER_CRITICAL(lock) enter(lock)
#define taskEXIT_CRITICAL(lock) leave(lock)

static spinlock guard;
static int count;

AMBIT_ISR void uart_isr() {
  taskENTER_CRITICAL(guard);
  ++count;
  taskEXIT_CRITICAL(guard);
}
