// RUN: %ambit-check %s -- -std=c++20 %include 2>&1 | %expect

// The same through holders that release in their destructor.

#include "ambit/annotations.h"
#include <mutex>

struct AMBIT_LOCK(spin_irq) Spin {
  void lock() AMBIT_ACQUIRE(this);
  void unlock() AMBIT_RELEASE(this);
};
struct AMBIT_SCOPED_LOCK IrqGuard {
  IrqGuard() AMBIT_ACQUIRE(irq);
  ~IrqGuard() AMBIT_RELEASE();
};

std::mutex m;
Spin spin;
AMBIT_ISR_SHARED int count;
AMBIT_ISR void isr() { ++count; }

void use() {
  {
    std::lock_guard<std::mutex> hold(m);
    count = 0;
    // CHECK: :[[#@LINE-1]]:5: warning: lock 'm' does not keep out 'isr', which writes 'count' [ambit-weak-lock]
    // CHECK: note: 'isr' writes 'count' here
    // CHECK: note: 'count' is declared shared with handlers here
    // CHECK: note: a mutex keeps out threads only
  }
  {
    std::lock_guard<Spin> hold(spin);
    count = 0; // it masks
  }
  {
    IrqGuard hold;
    count = 0; // masked
  }
}
