// RUN: %ambit-check %s -- -std=c++20 %include -I%S/Inputs 2>&1 | %expect

// An address that belongs to this thread, or was selected by the number of this core.

#include "task.h"

unsigned smp_processor_id(); // of the model of Linux

thread_local int depth;
static int slots[8];

Task threadLocal() {
  int &d = depth;
  co_await Delay{1};
  // CHECK: :[[#@LINE-1]]:3: warning: 'd' is live across this co_await, which may resume on another thread, but it leads to 'depth', which is thread-local [ambit-held-across-await]
  // CHECK: :[[#@LINE-7]]:18: note: 'depth' is declared here, and each thread has its own
  // CHECK: :[[#@LINE-4]]:8: note: 'd' is declared here
  // CHECK: :[[#@LINE+4]]:3: note: it is used here, after the suspension
  // CHECK: note: 'Task' is declared to resume anywhere here
  // CHECK: note: let go of it before the co_await, or let a coroutine that stays on its thread do this

  d += 1;
  int *p = &depth;
  co_await Delay{2};
  // CHECK: :[[#@LINE-1]]:3: warning: 'p' is live across this co_await, which may resume on another thread, but it leads to 'depth', which is thread-local [ambit-held-across-await]
  // CHECK-COUNT-5: note:
  *p += 1;
  depth = 1;
  co_await Delay{3};
  depth = 2; // named anew
  int copy = depth;
  co_await Delay{4};
  use(copy);
}

Task coreLocal() {
  int *mine = &slots[smp_processor_id()];
  co_await Delay{1};
  // CHECK: :[[#@LINE-1]]:3: warning: 'mine' is live across this co_await, which may resume on another core, but it leads to what 'smp_processor_id' selected for this one [ambit-held-across-await]
  // CHECK: :[[#@LINE-3]]:8: note: 'mine' is declared here
  // CHECK: note: it is used here, after the suspension
  // CHECK: note: 'Task' is
  // CHECK: note: let go of it before the co_await, or let a coroutine that stays on its core do this
  *mine += 1;
  unsigned core = smp_processor_id();
  int &same = slots[core];
  co_await Delay{2};
  // CHECK: :[[#@LINE-1]]:3: warning: 'same' is live across this co_await, which may resume on another core, but it leads to what 'smp_processor_id' selected for this one [ambit-held-across-await]
  // CHECK-COUNT-4: note:
  same += 1;
  struct {
    int *slot;
    int tries;
  } state = {&slots[smp_processor_id()], 3};
  co_await Delay{state.tries};
  // CHECK: :[[#@LINE-1]]:3: warning: 'state' is live across
  // CHECK-COUNT-4: note:
  *state.slot += 1;
  int value = slots[smp_processor_id()];
  int *zero = &slots[0];
  co_await Delay{value};
  *zero = value;
}

Here stays() {
  int *p = &depth;
  co_await Delay{1};
  *p += 1;
}
