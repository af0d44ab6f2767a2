// RUN: not %clangxx -std=c++20 -O1 -fno-exceptions -Wthread-safety -Werror=thread-safety %include -I%source/runtime/include -I%source/runtime/port/host -S -o /dev/null %s 2>&1 | FileCheck %s
// A ceiling that the port does not have is refused.
#include "ambit/ceiling_lock.hpp"

// CHECK: error: static assertion failed{{.*}}the port has no interrupt of this level: see port::max_level
ambit::ceiling_lock<9> lock;
