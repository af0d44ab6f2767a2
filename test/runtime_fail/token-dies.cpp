// RUN: not %clangxx -std=c++20 -O1 -fno-exceptions -Wthread-safety -Werror=thread-safety %include -I%source/runtime/include -I%source/runtime/port/host -S -o /dev/null %s 2>&1 | FileCheck %s
// What a core_token gives out cannot outlive it.
#include "ambit/core_local.hpp"

ambit::core_local<int> counts;
// CHECK: error: call to deleted member function 'get'
int &leak() { return counts.get(ambit::core_token()); }
