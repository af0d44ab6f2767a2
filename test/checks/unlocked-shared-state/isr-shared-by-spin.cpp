// RUN: %ambit-check %s -- -std=c++20 %include 2>&1 | %expect

// ISR_SHARED_BY names the lock: a spin lock is taken by the handler too, which runs on another core.

#include "ambit/annotations.h"

struct AMBIT_LOCK(spin_irq) Spin {
  void lock() AMBIT_ACQUIRE(this);
  void unlock() AMBIT_RELEASE(this);
};

Spin spin;
AMBIT_ISR_SHARED_BY(spin) int spun;

AMBIT_ISR_ON(1, 2) void timer_isr() {
  ++spun;
  // CHECK: :[[#@LINE-1]]:5: warning: writing 'spun' without 'spin', which guards it [ambit-unlocked-shared-state]
  // CHECK: note: 'spun' is declared shared with handlers here
  // CHECK: note: hold 'spin' around this access
  spin.lock();
  ++spun; // held
  spin.unlock();
}

AMBIT_RUNS_ON(0) void thread_side() {
  spun = 0;
  // CHECK: :[[#@LINE-1]]:3: warning: writing 'spun' without 'spin', which guards it [ambit-unlocked-shared-state]
  // CHECK: note: 'spun' is declared shared with handlers here
  // CHECK: note: hold 'spin' around this access
  spin.lock();
  spun = 0; // held
  spin.unlock();
}
