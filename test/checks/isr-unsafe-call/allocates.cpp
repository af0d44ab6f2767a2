// RUN: %ambit-check %s -- -std=c++20 %include 2>&1 | %expect

// A handler uses the heap: by an expression, a container or the C library.

#include "ambit/annotations.h"
#include <cstdlib>
#include <new>
#include <vector>

std::vector<int> samples;
alignas(int) char place[sizeof(int)];

AMBIT_ISR void isr() {
  int *p = new int(1);
  // CHECK: :[[#@LINE-1]]:12: warning: 'operator new' uses the heap, but is called in interrupt handler 'isr' [ambit-isr-unsafe-call]
  delete p;
  // CHECK: :[[#@LINE-1]]:3: warning: 'operator delete' uses the heap, but is called in interrupt handler 'isr' [ambit-isr-unsafe-call]
  std::malloc(4);
  // CHECK: :[[#@LINE-1]]:3: warning: 'malloc' uses the heap, but is called in interrupt handler 'isr' [ambit-isr-unsafe-call]
  samples.push_back(1);
  // CHECK: :[[#@LINE-1]]:11: warning: 'push_back' uses the heap, but is called in interrupt handler 'isr' [ambit-isr-unsafe-call]
  samples[0] = 2; // no allocation
  new (place) int(3); // where it stands
}
void thread() { delete new int(1); } // a thread may
