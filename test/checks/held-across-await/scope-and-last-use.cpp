// RUN: %ambit-check %s -- -std=c++20 %include -I%S/Inputs 2>&1 | %expect

// What has a destructor lives as long as its scope, the rest until its last use.

#include "task.h"

Task scope() {
  Lease l;
  use(l.channel());
  co_await Delay{1};
  // CHECK: :[[#@LINE-1]]:3: warning: 'l' is live across this co_await, which may resume on another core, but 'Lease' is core-bound [ambit-held-across-await]
  // CHECK: task.h:{{[0-9:]+}} note: 'Lease' is declared core-bound here
  // CHECK: :[[#@LINE-5]]:9: note: 'l' lives from here to the end of its scope
  // CHECK: task.h:{{[0-9:]+}} note: 'Task' is declared to resume anywhere here
  // CHECK: :[[#@LINE-5]]:3: note: let go of it before the co_await, or let a coroutine that stays on its core do this
}

Task innerScope() {
  int n = 0;
  {
    Lease l;
    n = l.channel();
  }
  co_await Delay{n};
  Lease late; // made after it
}

Task eachSuspension() {
  Locale l("C");
  co_await Delay{1};
  // CHECK: :[[#@LINE-1]]:3: warning: 'l' is live across this co_await, which may resume on another thread, but 'Locale' is thread-bound [ambit-held-across-await]
  // CHECK: task.h:{{[0-9:]+}} note: 'Locale' is declared thread-bound here
  // CHECK: :[[#@LINE-4]]:10: note: 'l' lives from here to the end of its scope
  // CHECK: task.h:{{[0-9:]+}} note: 'Task' is declared to resume anywhere here
  // CHECK: :[[#@LINE-5]]:3: note: let go of it before the co_await, or let a coroutine that stays on its thread do this
  co_await Delay{2};
  // CHECK: :[[#@LINE-1]]:3: warning: 'l' is live across this co_await, which may resume on another thread, but 'Locale' is thread-bound [ambit-held-across-await]
  // CHECK: task.h:{{[0-9:]+}} note: 'Locale' is declared thread-bound here
  // CHECK: :[[#@LINE-10]]:10: note: 'l' lives from here to the end of its scope
  // CHECK: task.h:{{[0-9:]+}} note: 'Task' is declared to resume anywhere here
  // CHECK: :[[#@LINE-5]]:3: note: let go of it before the co_await, or let a coroutine that stays on its thread do this
}

Task lastUse() {
  Slot s;
  co_await Delay{1};
  // CHECK: :[[#@LINE-1]]:3: warning: 's' is live across this co_await, which may resume on another core, but 'Slot' is core-bound [ambit-held-across-await]
  // CHECK: task.h:{{[0-9:]+}} note: 'Slot' is declared core-bound here
  // CHECK: :[[#@LINE-4]]:8: note: 's' is declared here
  // CHECK: :[[#@LINE+3]]:7: note: it is used here, after the suspension
  // CHECK: task.h:{{[0-9:]+}} note: 'Task' is declared to resume anywhere here
  // CHECK: :[[#@LINE-6]]:3: note: let go of it before the co_await, or let a coroutine that stays on its core do this
  use(s.n);
  s.poke();
  co_await Delay{2}; // not used after this one
}

Task loop(Slot *all, int n) {
  Slot *s = all;
  for (int i = 0; i < n; ++i) {
    s->poke();
    co_await Delay{i};
    // CHECK: :[[#@LINE-1]]:5: warning: 's' is live across this co_await, which may resume on another core, but 'Slot' is core-bound [ambit-held-across-await]
    // CHECK: task.h:{{[0-9:]+}} note: 'Slot' is declared core-bound here
    // CHECK: :[[#@LINE-6]]:9: note: 's' is declared here
    // CHECK: :[[#@LINE-5]]:5: note: it is used here, after the suspension
    // CHECK: task.h:{{[0-9:]+}} note: 'Task' is declared to resume anywhere here
    // CHECK: :[[#@LINE-6]]:5: note: let go of it before the co_await, or let a coroutine that stays on its core do this
  }
}

Task endless(Slot &slot) {
  for (;;) {
    co_await Delay{5};
    // CHECK: :[[#@LINE-1]]:5: warning: 'slot' is live across this co_await, which may resume on another core, but 'Slot' is core-bound [ambit-held-across-await]
    // CHECK: task.h:{{[0-9:]+}} note: 'Slot' is declared core-bound here
    // CHECK: :[[#@LINE-5]]:20: note: 'slot' is declared here
    // CHECK: :[[#@LINE+3]]:5: note: it is used here, after the suspension
    // CHECK: task.h:{{[0-9:]+}} note: 'Task' is declared to resume anywhere here
    // CHECK: :[[#@LINE-6]]:5: note: let go of it before the co_await, or let a coroutine that stays on its core do this
    slot.poke();
  }
}

Task overwritten(Slot *a, Slot *b) {
  Slot *s = a;
  s->poke();
  co_await Delay{1};
  // CHECK: :[[#@LINE-1]]:3: warning: 'b' is live across this co_await, which may resume on another core, but 'Slot' is core-bound [ambit-held-across-await]
  // CHECK: task.h:{{[0-9:]+}} note: 'Slot' is declared core-bound here
  // CHECK: :[[#@LINE-6]]:33: note: 'b' is declared here
  // CHECK: :[[#@LINE+3]]:7: note: it is used here, after the suspension
  // CHECK: task.h:{{[0-9:]+}} note: 'Task' is declared to resume anywhere here
  // CHECK: :[[#@LINE-6]]:3: note: let go of it before the co_await, or let a coroutine that stays on its core do this
  s = b; // what was in s is not used again
  s->poke();
}
