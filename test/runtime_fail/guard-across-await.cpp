// RUN: %ambit-check --header-filter=.* %s -- -std=c++20 -O1 -fno-exceptions %include -I%source/runtime/include -I%source/runtime/port/host 2>&1 | %expect
// A lock that is held across a suspension: whoever runs next would wait for it for ever.
#include "ambit/irq_spin_lock.hpp"
#include "ambit/task.hpp"

static ambit::irq_spin_lock lock;

ambit::task<> wait(ambit::frame<256> &) {
  ambit::guard held(lock);
  co_await ambit::yield();
  // CHECK: :[[#@LINE-1]]:3: warning: lock 'lock' is still held when the coroutine is suspended here [ambit-held-across-await]
  // CHECK: note: it is taken here
  // CHECK: note: whoever runs meanwhile runs with interrupts masked
  // CHECK: note: release it before, and take it again when the coroutine is resumed
}
