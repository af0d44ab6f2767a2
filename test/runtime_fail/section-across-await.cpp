// RUN: %ambit-check --header-filter=.* %s -- -std=c++20 -O1 -fno-exceptions %include -I%source/runtime/include -I%source/runtime/port/host 2>&1 | %expect
// The same with the section of a locked value.
#include "ambit/irq_lock.hpp"
#include "ambit/locked.hpp"
#include "ambit/task.hpp"

static ambit::locked<int, ambit::irq_lock> value;

ambit::task<> wait(ambit::frame<256> &) {
  auto section = value.lock();
  *section = 1;
  co_await ambit::yield();
  // CHECK: :[[#@LINE-1]]:3: warning: lock 'lock_' is still held when the coroutine is suspended here [ambit-held-across-await]
  // CHECK: note: it is taken here
  // CHECK: note: whoever runs meanwhile runs with interrupts masked
  // CHECK: note: release it before, and take it again when the coroutine is resumed
}
