// RUN: %ambit-check %s -- -std=c++20 %include -I%S/../held-across-await/Inputs 2>&1 | %expect

// A coroutine that may resume elsewhere has another core's number after each suspension. One that stays has not.

#include "task.h"

extern "C" int sched_getcpu();
static int hits[8];

Task number() {
  int core = sched_getcpu();
  hits[core]++;
  co_await Delay{1};
  hits[core]++;
  // CHECK: :[[#@LINE-1]]:8: warning: 'core' is the number of the core that ran before the coroutine was suspended [ambit-off-core-access]
  // CHECK: :[[#@LINE-5]]:14: note: it is read here
  // CHECK: :[[#@LINE-4]]:3: note: the coroutine may be resumed on another core here
  // CHECK: :[[#@LINE-4]]:8: note: read it again after that, or keep the scheduler off in between
}
Task decision() {
  int core = sched_getcpu();
  co_await Delay{1};
  if (core == 0)
  // CHECK: :[[#@LINE-1]]:7: warning: 'core' is the number of the core that ran before the coroutine was suspended [ambit-off-core-access]
  // CHECK: :[[#@LINE-4]]:14: note: it is read here
  // CHECK: :[[#@LINE-4]]:3: note: the coroutine may be resumed on another core here
  // CHECK: :[[#@LINE-4]]:7: note: read it again after that, or keep the scheduler off in between
    use(1);
}
Task readAgain() {
  int core = sched_getcpu();
  hits[core]++;
  co_await Delay{1};
  core = sched_getcpu();
  hits[core]++;
}
Here stays() {
  int core = sched_getcpu();
  co_await Delay{1};
  hits[core]++;
}
Here awaitsHop() {
  int core = sched_getcpu();
  co_await Hop{};
  hits[core]++;
  // CHECK: :[[#@LINE-1]]:8: warning: 'core' is the number of the core that ran before the coroutine was suspended [ambit-off-core-access]
  // CHECK: :[[#@LINE-4]]:14: note: it is read here
  // CHECK: :[[#@LINE-4]]:3: note: the coroutine may be resumed on another core here
  // CHECK: :[[#@LINE-4]]:8: note: read it again after that, or keep the scheduler off in between
}
Task onlyTold() {
  int core = sched_getcpu();
  co_await Delay{1};
  use(core);
}
Task neverSuspended() {
  int core = sched_getcpu();
  co_await std::suspend_never{};
  hits[core]++;
}
