// RUN: not %clangxx -std=c++20 -O1 -fno-exceptions -Wthread-safety -Werror=thread-safety %include -I%source/runtime/include -I%source/runtime/port/host -S -o /dev/null %s 2>&1 | FileCheck %s
// A frame that is smaller than the coroutine fails the build.
#include "ambit/task.hpp"

// CHECK: error: call to 'ambit::frame_is_larger_than_its_storage()' declared with 'error' attribute: a coroutine's frame is larger than its storage: give its ambit::frame<N> a larger N
ambit::task<> big(ambit::frame<64> &, int n) {
  volatile char buffer[256];
  for (int i = 0; i < n; ++i) {
    buffer[i] = 1;
    co_await ambit::yield();
  }
}
