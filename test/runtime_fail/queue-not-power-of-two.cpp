// RUN: not %clangxx -std=c++20 -O1 -fno-exceptions -Wthread-safety -Werror=thread-safety %include -I%source/runtime/include -I%source/runtime/port/host -S -o /dev/null %s 2>&1 | FileCheck %s
// A ring whose indices would need a division is refused.
#include "ambit/spsc_queue.hpp"

// CHECK: error: static assertion failed{{.*}}spsc_queue<T, N>: N is a power of two, so that indices wrap without a division
ambit::spsc_queue<int, 10> queue;
