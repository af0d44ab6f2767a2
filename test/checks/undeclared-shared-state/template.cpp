// RUN: %ambit-check %s -- -std=c++20 %include 2>&1 | %expect

// A static member of a template: one object for each instantiation.

#include "ambit/annotations.h"

template <int N> struct Channel {
  static inline int level = 0;
  static void set(int n) {
    level = n;
    // CHECK: :[[#@LINE-1]]:5: warning: writing 'level' is not excluded from 'isr' [ambit-undeclared-shared-state]
    // CHECK: note: 'isr' writes 'level' here
    // CHECK: note: 'main' calls 'set' here
    // CHECK: note: mask interrupts around this access
  }
};
AMBIT_ISR void isr() { ++Channel<1>::level; }
int main() {
  for (;;) {
    Channel<1>::set(1);
    Channel<2>::set(1); // another object
  }
}
