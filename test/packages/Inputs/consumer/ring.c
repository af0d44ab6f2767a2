#include "ambit/annotations.h"

struct AMBIT_LOCK(spin) spin {
  unsigned word;
};
void acquire(struct spin *s) AMBIT_ACQUIRE(s);
void release(struct spin *s) AMBIT_RELEASE(s);

static struct spin ring_lock;
static unsigned head;

AMBIT_ISR_AT(3) void uart_isr(void) { ++head; }

AMBIT_RUNS_ON(0) void clear(void) {
  acquire(&ring_lock);
  head = 0;
  release(&ring_lock);
}
