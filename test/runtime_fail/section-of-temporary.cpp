// RUN: not %clangxx -std=c++20 -O1 -fno-exceptions -Wthread-safety -Werror=thread-safety %include -I%source/runtime/include -I%source/runtime/port/host -S -o /dev/null %s 2>&1 | FileCheck %s
// A section of a value that is about to die is refused.
#include "ambit/irq_lock.hpp"
#include "ambit/locked.hpp"

ambit::locked<int, ambit::irq_lock> make();
// CHECK: error: call to deleted member function 'lock'
int read() { return *make().lock(); }
