// RUN: not %clangxx -std=c++20 -O1 -fno-exceptions -Wthread-safety -Werror=thread-safety %include -I%source/runtime/include -I%source/runtime/port/host -S -o /dev/null %s 2>&1 | FileCheck %s
// Clang's thread-safety analysis sees a lock that is not released.
#include "ambit/spin_lock.hpp"

ambit::spin_lock lock;
// CHECK: error: spin lock 'lock' is still held at the end of function [-Werror,-Wthread-safety-analysis]
void forget() { lock.acquire(); }
