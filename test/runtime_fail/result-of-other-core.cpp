// RUN: not %clangxx -std=c++20 -O1 -fno-exceptions -Wthread-safety -Werror=thread-safety %include -I%source/runtime/include -I%source/runtime/port/host -S -o /dev/null %s 2>&1 | FileCheck %s
// What a task of another core returns comes back over the boundary.
#include "ambit/core_executor.hpp"

ambit::core_executor<> other{1};
ambit::join_frame<256> storage;
ambit::task<int *> find(ambit::join_frame<256> &);

// CHECK: error: static assertion failed{{.*}}the result of a task on another core must be sendable
void ask() { auto h = other.remote().spawn(storage, find); }
