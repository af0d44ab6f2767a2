// RUN: not %clangxx -std=c++20 -O1 -fno-exceptions -Wthread-safety -Werror=thread-safety %include -I%source/runtime/include -I%source/runtime/port/host -S -o /dev/null %s 2>&1 | FileCheck %s
// A guard cannot be moved out of its scope.
#include "ambit/irq_lock.hpp"

// CHECK: error: call to deleted constructor of 'ambit::guard<ambit::irq_lock>'
ambit::guard<ambit::irq_lock> leave(ambit::irq_lock &l) {
  ambit::guard held(l);
  return held;
}
