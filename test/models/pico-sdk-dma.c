// RUN: %ambit-check %s -- -std=c11 2>&1 | %expect

// The handler of a line that a peripheral raises comes after that was started: by a call whose argument says so.

#include <stdbool.h>

typedef unsigned int uint;
typedef void (*irq_handler_t)(void);
enum irq_num { TIMER_IRQ_0 = 0, DMA_IRQ_0 = 11 };
void irq_set_exclusive_handler(uint num, irq_handler_t handler);
void irq_set_enabled(uint num, bool enabled);
void dma_channel_start(uint channel);
static inline void dma_channel_set_read_addr(uint channel, const volatile void *from, bool trigger) {
  (void)from;
  if (trigger)
    dma_channel_start(channel);
}

static unsigned level, ticks, words[4];

static void next(void) {
  dma_channel_set_read_addr(1, &words[level], true);
  level++;
  // CHECK: :[[#@LINE-1]]:3: warning: writing 'level' is not excluded from 'next' [ambit-undeclared-shared-state]
  // CHECK: note: 'next' reads 'level' here
  // CHECK: note: 'next' is registered as an interrupt handler here
  // CHECK: note: 'main' calls 'next' here
  // CHECK: note: mask interrupts around this access
}
static void tick(void) { ticks++; }

int main(void) {
  irq_set_exclusive_handler(DMA_IRQ_0, next);
  irq_set_exclusive_handler(TIMER_IRQ_0, tick);
  irq_set_enabled(DMA_IRQ_0, true);
  dma_channel_set_read_addr(1, &words[0], false);
  level = 0;
  ticks = 0;
  // CHECK: :[[#@LINE-1]]:3: warning: writing 'ticks' is not excluded from 'tick' [ambit-undeclared-shared-state]
  // CHECK: note: 'tick' writes 'ticks' here
  // CHECK: note: 'tick' is registered as an interrupt handler here
  // CHECK: note: mask interrupts around this access
  next();
  for (;;)
    ;
}
