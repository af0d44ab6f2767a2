// RUN: %ambit-check %s -- -std=c++20 %include 2>&1 | %expect

// One step that nothing divides needs no lock; two of them do.

#include "ambit/annotations.h"
#include <atomic>

struct Wide { long a, b, c, d; };
AMBIT_ISR_SHARED std::atomic<int> word;
AMBIT_ISR_SHARED volatile int flag;
AMBIT_ISR_SHARED int plain;

AMBIT_ISR void isr() {
  word.fetch_add(1, std::memory_order_relaxed);
  flag = 1;
  plain = 1;
}

int threads() {
  word.store(0, std::memory_order_relaxed); // relaxed on a single word
  word++; // one step
  flag = 0;
  // CHECK: :[[#@LINE-1]]:3: warning: writing 'flag' is not excluded from 'isr' [ambit-unlocked-shared-state]
  // CHECK: note: 'isr' writes 'flag' here
  // CHECK: note: 'flag' is declared shared with handlers here
  // CHECK: note: mask interrupts around this access
  return plain;
  // CHECK: :[[#@LINE-1]]:10: warning: reading 'plain' is not excluded from 'isr' [ambit-unlocked-shared-state]
  // CHECK: note: 'isr' writes 'plain' here
  // CHECK: note: 'plain' is declared shared with handlers here
  // CHECK: note: mask interrupts around this access
}
