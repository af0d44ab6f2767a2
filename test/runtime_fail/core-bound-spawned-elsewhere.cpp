// RUN: not %clangxx -std=c++20 -O1 -fno-exceptions -Wthread-safety -Werror=thread-safety %include -I%source/runtime/include -I%source/runtime/port/host -S -o /dev/null %s 2>&1 | FileCheck %s
// What is core-bound is no argument for a task of another core.
#include "ambit/core_executor.hpp"
#include "ambit/core_bound.hpp"

ambit::core_executor<> other{1};
ambit::frame<256> storage;
ambit::task<> use(ambit::frame<256> &, ambit::core_bound<int> &);

void send(ambit::core_bound<int> &mine) {
  // CHECK: error: no matching member function for call to 'spawn'
  // CHECK: because 'enable_send<ambit::core_bound<int>{{.*}}>' evaluated to false
  other.remote().spawn(storage, use, mine);
}
