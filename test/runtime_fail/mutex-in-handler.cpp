// RUN: %ambit-check %s -- -std=c++20 %include -I%source/runtime/include -I%source/runtime/port/host 2>&1 | FileCheck %s
// A mutex that a handler takes is found by ambit-isr-unsafe-call.
#include "ambit/locked.hpp"
#include "ambit/mutex.hpp"

ambit::locked<int, ambit::mutex<>> shared;

AMBIT_ISR_AT(3) void timer_isr() {
  // CHECK: warning: lock 'lock_' may block, but is taken in interrupt handler 'timer_isr' [ambit-isr-unsafe-call]
  shared.store(1);
}
