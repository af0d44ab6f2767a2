// RUN: %ambit-check %s -- -std=c++20 %include -I%S/Inputs 2>&1 | %expect

// The object of a method, and the closure of a lambda, belong to the frame.

#include "task.h"
#include <utility>

class AMBIT_CORE_BOUND Motor {
public:
  Task ramp();
  Task once();
  Task started();
  void step();
  int speed = 0;
};

Task Motor::ramp() {
  co_await Delay{1};
  // CHECK: :[[#@LINE-1]]:3: warning: 'this' is live across this co_await, which may resume on another core, but 'Motor' is core-bound [ambit-held-across-await]
  // CHECK: :[[#@LINE-12]]:7: note: 'Motor' is declared core-bound here
  // CHECK: :[[#@LINE+4]]:3: note: it is used here, after the suspension
  // CHECK: note: 'Task' is declared to resume anywhere here
  // CHECK: :[[#@LINE-5]]:3: note: let go of it before the co_await, or let a coroutine that stays on its core do this

  step();
}

Task Motor::once() {
  step();
  co_await Delay{1}; // not used afterwards
}

Task Motor::started() {
  auto later = [this]() -> Task {
    co_await Delay{1};
    // CHECK: :[[#@LINE-1]]:5: warning: 'this' is live across this co_await, which may resume on another core, but 'Motor' is core-bound [ambit-held-across-await]
    // CHECK: note: 'Motor' is declared core-bound here
    // CHECK: :[[#@LINE+4]]:5: note: it is used here, after the suspension
    // CHECK: note: 'Task' is
    // CHECK: note: let go

    speed = 1;
  };
  (void)later;
  co_return;
}

void lambdas(Slot &slot, Lease lease) {
  auto byReference = [&slot]() -> Task {
    co_await Delay{1};
    // CHECK: :[[#@LINE-1]]:5: warning: 'slot' is live across this co_await, which may resume on another core, but 'Slot' is core-bound [ambit-held-across-await]
    // CHECK: note: 'Slot' is declared core-bound here
    // CHECK: :[[#@LINE-4]]:24: note: 'slot' is captured here, in a closure that belongs to the frame
    // CHECK: :[[#@LINE+4]]:5: note: it is used here, after the suspension
    // CHECK: note: 'Task' is
    // CHECK: note: let go

    slot.poke();
  };
  auto byMove = [lease = std::move(lease)]() -> Task {
    co_await Delay{1};
    // CHECK: :[[#@LINE-1]]:5: warning: 'lease' is live across this co_await, which may resume on another core, but 'Lease' is core-bound [ambit-held-across-await]
    // CHECK: note: 'Lease' is declared core-bound here
    // CHECK: :[[#@LINE-4]]:18: note: 'lease' is captured here, in a closure that belongs to the frame
    // CHECK: note: 'Task' is
    // CHECK: note: let go
  };
  auto number = [n = slot.n]() -> Task {
    co_await Delay{n};
    use(n);
  };
  auto generic = [&slot](auto n) -> Task {
    co_await Delay{int(n)};
    // CHECK: :[[#@LINE-1]]:5: warning: 'slot' is live across
    // CHECK-COUNT-5: note:
    slot.poke();
  };
  generic(1);
  generic(2L);
  (void)byReference, (void)byMove, (void)number;
}

Task localClosure(Slot *slot) {
  auto poke = [slot] { slot->poke(); };
  co_await Delay{1};
  // CHECK: :[[#@LINE-1]]:3: warning: 'poke' is live across this co_await, which may resume on another core, but 'Slot' is core-bound [ambit-held-across-await]
  // CHECK: note: 'Slot' is declared core-bound here
  // CHECK: :[[#@LINE-4]]:16: note: this was put into 'poke' here
  // CHECK: :[[#@LINE-5]]:8: note: 'poke' is declared here
  // CHECK: note: it is used here, after the suspension
  // CHECK: note: 'Task' is
  // CHECK: note: let go
  poke();
}
