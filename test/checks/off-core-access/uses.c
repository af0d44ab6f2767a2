// RUN: %ambit-check %s -- -std=c11 %include 2>&1 | %expect

// Uses in C: members, elements, copies, and arguments of functions nobody sees.

#include "ambit/annotations.h"
#include <stddef.h>

typedef struct AMBIT_CORE_BOUND_TO(0) dma {
  unsigned control;
  unsigned words[8];
} dma;
struct board {
  dma tx;
  dma *rx;
};
void dma_start(dma *channel);
void log_count(unsigned count);

extern dma channels[2];
extern struct board board;

AMBIT_RUNS_ON(1) void feed(struct board *b) {
  channels[0].control = 1;
  // CHECK: :[[#@LINE-1]]:3: warning: 'feed' runs on core 1 but uses 'channels', which is bound to core 0 [ambit-off-core-access]
  // CHECK: :[[#@LINE-17]]:16: note: 'dma' is declared bound to core 0 here
  // CHECK: :[[#@LINE-4]]:1: note: 'feed' is declared to run on core 1 here
  b->rx->control = 1;
  // CHECK: :[[#@LINE-1]]:6: warning: 'feed' runs on core 1 but uses 'rx', which is bound to core 0 [ambit-off-core-access]
  // CHECK: :[[#@LINE-21]]:16: note: 'dma' is declared bound to core 0 here
  // CHECK: :[[#@LINE-8]]:1: note: 'feed' is declared to run on core 1 here
  b->tx.words[3] = 4;
  // CHECK: :[[#@LINE-1]]:6: warning: 'feed' runs on core 1 but uses 'tx', which is bound to core 0 [ambit-off-core-access]
  // CHECK: :[[#@LINE-25]]:16: note: 'dma' is declared bound to core 0 here
  // CHECK: :[[#@LINE-12]]:1: note: 'feed' is declared to run on core 1 here
  dma_start(&channels[1]);
  // CHECK: :[[#@LINE-1]]:13: warning: 'feed' runs on core 1 but uses 'channels', which is bound to core 0 [ambit-off-core-access]
  // CHECK: :[[#@LINE-29]]:16: note: 'dma' is declared bound to core 0 here
  // CHECK: :[[#@LINE-16]]:1: note: 'feed' is declared to run on core 1 here
  log_count(channels[1].control);
  // CHECK: :[[#@LINE-1]]:13: warning: 'feed' runs on core 1 but uses 'channels', which is bound to core 0 [ambit-off-core-access]
  // CHECK: :[[#@LINE-33]]:16: note: 'dma' is declared bound to core 0 here
  // CHECK: :[[#@LINE-20]]:1: note: 'feed' is declared to run on core 1 here
}

AMBIT_RUNS_ON(1) dma *choose(struct board *b, int n) {
  log_count(offsetof(dma, words));
  log_count(sizeof channels);
  return n ? b->rx : &channels[n]; // a way to it, no use
}

AMBIT_RUNS_ON(0) void home(struct board *b) {
  b->rx->control = 1;
  dma_start(&b->tx);
}

void anywhere(struct board *b) { dma_start(b->rx); } // nobody knows where it runs
