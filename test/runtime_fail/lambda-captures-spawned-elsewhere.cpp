// RUN: not %clangxx -std=c++20 -O1 -fno-exceptions -Wthread-safety -Werror=thread-safety %include -I%source/runtime/include -I%source/runtime/port/host -S -o /dev/null %s 2>&1 | FileCheck %s
// A lambda that carries something is no task of another core: its captures would not be seen.
#include "ambit/core_executor.hpp"

ambit::core_executor<> other{1};
ambit::frame<512> storage;

void send(int *mine) {
  // CHECK: error: no matching member function for call to 'spawn'
  // CHECK: because 'std::is_empty_v<{{.*}}>' evaluated to false
  other.remote().spawn(storage, [mine](ambit::frame<512> &) -> ambit::task<> {
    *mine = 1;
    co_await ambit::yield();
  });
}
