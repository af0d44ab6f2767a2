// RUN: %ambit-check --header-filter=.* %s -- -std=c++20 -O1 -fno-exceptions %include -I%source/runtime/include -I%source/runtime/port/host 2>&1 | %expect
// A path that leaves with the mask set.
#include "ambit/irq_lock.hpp"

static ambit::irq_lock lock;
static int level;

bool raise(int to) {
  auto before = lock.acquire();
  if (to < level)
    return false;
    // CHECK: :[[#@LINE-1]]:5: warning: lock 'lock' is still held when 'raise' ends here [ambit-unbalanced-lock]
    // CHECK: note: it is taken here
  level = to;
  lock.release(before);
  return true;
}
