// RUN: %ambit-check %s -- -std=c++20 -I%S/Inputs %include 2>&1 | %expect

// Types and boundaries in headers; code in system headers is left alone.

#include "ambit/annotations.h"
#include "driver.h"
#include "system.h"

void calls(drv::Can &can, drv::Queue<drv::Can> &queue) {
  drv::hand(can);
  // CHECK: :[[#@LINE-1]]:13: warning: 'can' crosses to another core but 'drv::Can' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'drv::Can' is declared core-bound here
  // CHECK: note: parameter 'can' of 'drv::hand' crosses to another core
  queue.put(can);
  // CHECK: :[[#@LINE-1]]:13: warning: 'can' crosses to another core but 'drv::Can' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'drv::Can' is declared core-bound here
  // CHECK: note: parameter 'value' of 'drv::Queue::put' crosses to another core
  sys::start([&can] { can.n = 1; });
  // CHECK: :[[#@LINE-1]]:16: warning: 'can' crosses to another core but 'drv::Can' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'drv::Can' is declared core-bound here
  // CHECK: note: parameter 'f' of 'sys::start' runs in another thread, on a core nobody knows
  sys::inside();          // what the system header does is its own business
}
