// RUN: %ambit-check %s -- -std=c++20 %include 2>&1 | %expect

// ISR_SHARED_BY names the lock: the mask is taken by threads alone, a spin lock by both sides.

#include "ambit/annotations.h"

void irq_off() AMBIT_ACQUIRE(irq);
void irq_on() AMBIT_RELEASE(irq);
struct AMBIT_LOCK(spin_irq) Spin {
  void lock() AMBIT_ACQUIRE(this);
  void unlock() AMBIT_RELEASE(this);
};

Spin spin;
AMBIT_ISR_SHARED_BY(irq) int masked;
AMBIT_ISR_SHARED_BY(spin) int spun;

AMBIT_ISR void timer_isr() {
  ++masked; // the mask is the thread's business
  ++spun; //! unlocked-shared-state
  spin.lock();
  ++spun; // held
  spin.unlock();
}

void thread_side() {
  masked = 0; //! unlocked-shared-state
  irq_off();
  masked = 0; // masked
  irq_on();
  spun = 0; //! unlocked-shared-state
  spin.lock();
  spun = 0; // held
  spin.unlock();
}
