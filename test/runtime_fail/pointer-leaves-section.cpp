// RUN: not %clangxx -std=c++20 -O1 -fno-exceptions -Wthread-safety -Werror=thread-safety %include -I%source/runtime/include -I%source/runtime/port/host -S -o /dev/null %s 2>&1 | FileCheck %s
// A pointer to the guarded value cannot leave with().
#include "ambit/irq_lock.hpp"
#include "ambit/locked.hpp"

ambit::locked<int, ambit::irq_lock> value;

// CHECK: error: static assertion failed{{.*}}what leaves locked::with() must be a value: a pointer or reference would reach the guarded object without its lock
int *leak() { return value.with([](int &v) { return &v; }); }
