// RUN: not %clangxx -std=c++20 -O1 -fno-exceptions -Wthread-safety -Werror=thread-safety %include -I%source/runtime/include -I%source/runtime/port/host -S -o /dev/null %s 2>&1 | FileCheck %s
// A guard cannot be allocated.
#include "ambit/irq_lock.hpp"

// CHECK: error: call to deleted function 'operator new'
auto *keep(ambit::irq_lock &l) { return new ambit::guard<ambit::irq_lock>(l); }
