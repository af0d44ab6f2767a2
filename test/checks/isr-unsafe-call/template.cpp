// RUN: %ambit-check %s -- -std=c++20 %include 2>&1 | %expect

// A driver that is a template: the instance whose policy blocks is reported.

#include "ambit/annotations.h"

struct Sleeps { static void wait() AMBIT_BLOCKS; };
struct Spins { static void wait() {} };

template <class Wait> struct Driver {
  void poll() {
    Wait::wait();
    // CHECK: :[[#@LINE-1]]:5: warning: 'wait' may block, but is called in interrupt handler 'isr' [ambit-isr-unsafe-call]
    // CHECK: note: 'isr' calls 'poll' here
  }
};
Driver<Spins> spins;
Driver<Sleeps> sleeps;

AMBIT_ISR void isr() {
  spins.poll();
  sleeps.poll();
}
