// RUN: %ambit-check %s -- -std=c++20 %include -I%S/Inputs 2>&1 | %expect

// Temporaries live to the end of the full expression; operands wait for their operator.

#include "task.h"

Delay start(const Lease &l, int n);
int add(int a, int b);
int both(const Slot &slot, int n);
struct Reader {
  Slot *from;
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<>) noexcept;
  int await_resume() noexcept;
};
Reader reader();

Task temporaries(int n) {
  co_await start(Lease(), n);
  // CHECK: :[[#@LINE-1]]:3: warning: a temporary of type 'Lease' is live across this co_await, which may resume on another core, but 'Lease' is core-bound [ambit-held-across-await]
  // CHECK: note: 'Lease' is declared core-bound here
  // CHECK: :[[#@LINE-3]]:18: note: it is made here and lives to the end of the full expression
  // CHECK: note: 'Task' is
  // CHECK: :[[#@LINE-5]]:3: note: let go of it before the co_await, or let a coroutine that stays on its core do this
  int channel = Lease().channel(); // destroyed before the next
  co_await Delay{channel};
  use(add(Lease().channel(), co_await Delay{1}));
  // CHECK: :[[#@LINE-1]]:30: warning: a temporary of type 'Lease' is live across
  // CHECK-COUNT-4: note:
  n > 1 ? co_await Delay{n} : Lease().channel(); // one or the other
}

Task operands(Slot &slot) {
  use(both(slot, co_await Delay{1}));
  // CHECK: :[[#@LINE-1]]:18: warning: 'slot' is live across this co_await, which may resume on another core, but 'Slot' is core-bound [ambit-held-across-await]
  // CHECK-COUNT-4: note:
  use(add(slot.n, co_await Delay{1})); // a number waits
}

Task assigned(Slot *slot) {
  slot->n = co_await Delay{1};
  // CHECK: :[[#@LINE-1]]:13: warning: 'slot' is live across
  // CHECK-COUNT-4: note:
}

Task awaiter() {
  co_await reader();
  // CHECK: :[[#@LINE-1]]:3: warning: the awaiter of type 'Reader' is live across this co_await, which may resume on another core, but 'Reader' is core-bound [ambit-held-across-await]
  // CHECK: note: its member 'from' leads to 'Slot', which is core-bound
  // CHECK: note: 'Slot' is declared core-bound here
  // CHECK: :[[#@LINE-4]]:12: note: the co_await takes the result from it after the suspension
  // CHECK: note: 'Task' is
  // CHECK: note: let go
}

Task extended() {
  const Lease &l = Lease();
  co_await Delay{1};
  // CHECK: :[[#@LINE-1]]:3: warning: 'l' is live across this co_await, which may resume on another core, but 'Lease' is core-bound [ambit-held-across-await]
  // CHECK: note: 'Lease' is declared core-bound here
  // CHECK: :[[#@LINE-4]]:16: note: 'l' lives from here to the end of its scope
  // CHECK-COUNT-2: note:
}
