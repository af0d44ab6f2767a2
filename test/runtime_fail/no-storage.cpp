// RUN: not %clangxx -std=c++20 -O1 -fno-exceptions -Wthread-safety -Werror=thread-safety %include -I%source/runtime/include -I%source/runtime/port/host -S -o /dev/null %s 2>&1 | FileCheck %s
// A coroutine without storage that is not awaited where it is called fails the build.
#include "ambit/task.hpp"

ambit::task<> homeless() { co_await ambit::yield(); }

// CHECK: error: call to 'ambit::coroutine_has_no_storage()' declared with 'error' attribute: a coroutine has no storage: give it an ambit::frame<N> & as first parameter, or await it where it is called
void call() { auto t = homeless(); asm volatile("" ::"r"(&t) : "memory"); }
