// RUN: %ambit-check %s -- -std=c++20 %include 2>&1 | %expect

// A template over the lock: the instantiation with the weak one is reported.

#include "ambit/annotations.h"

struct AMBIT_LOCK(mutex) Mutex {
  void lock() AMBIT_ACQUIRE(this);
  void unlock() AMBIT_RELEASE(this);
};
struct AMBIT_LOCK(spin_irq) Spin {
  void lock() AMBIT_ACQUIRE(this);
  void unlock() AMBIT_RELEASE(this);
};

template <class Lock> struct Port {
  Lock lock;
  AMBIT_ISR_SHARED int level;
  void set(int n) {
    lock.lock();
    level = n;
    // CHECK: :[[#@LINE-1]]:5: warning: lock 'lock' does not keep out 'isr', which writes 'level' [ambit-weak-lock]
    // CHECK: note: 'isr' writes 'level' here
    // CHECK: note: 'use' calls 'set' here
    // CHECK: note: 'level' is declared shared with handlers here
    // CHECK: note: a mutex keeps out threads only
    lock.unlock();
  }
};

Port<Spin> strong;
Port<Mutex> weak;
AMBIT_ISR void isr() {
  ++strong.level;
  ++weak.level;
}
void use() {
  strong.set(1);
  weak.set(1);
}
