// RUN: %ambit-check --header-filter=.* %s -- -std=c++20 -O1 -fno-exceptions %include -I%source/runtime/include -I%source/runtime/port/host 2>&1 | %expect
// A core_token is a mask, and what it proves ends with the suspension.
#include "ambit/core_local.hpp"
#include "ambit/task.hpp"

static ambit::core_local<int> counts;

ambit::task<> wait(ambit::frame<256> &) {
  ambit::core_token here;
  ++counts.get(here);
  co_await ambit::yield();
  // CHECK: :[[#@LINE-1]]:3: warning: the interrupt mask is still held when the coroutine is suspended here [ambit-held-across-await]
  // CHECK: note: it is taken here
  // CHECK: note: whoever runs meanwhile runs with interrupts masked
  // CHECK: note: release it before, and take it again when the coroutine is resumed
  ++counts.get(here);
}
