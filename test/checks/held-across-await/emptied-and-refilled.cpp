// RUN: %ambit-check %s -- -std=c++20 %include -I%S/Inputs 2>&1 | %expect

// What was moved out, reset or never filled is not there; refilled, it is.

#include "task.h"
#include <memory>
#include <optional>
#include <utility>

void keep(Lease l);
Delay sent(Lease l);

Task moved() {
  Lease l;
  keep(std::move(l));
  co_await Delay{1};
  l = Lease();
  co_await Delay{2};
  // CHECK: :[[#@LINE-1]]:3: warning: 'l' is live across this co_await, which may resume on another core, but 'Lease' is core-bound [ambit-held-across-await]
  // CHECK-COUNT-4: note:
}

Task movedIntoTheAwaited() {
  Lease l;
  co_await sent(std::move(l));
  use(co_await sent(Lease()));
  // CHECK: :[[#@LINE-1]]:7: warning: a temporary of type 'Lease' is live across this co_await, which may resume on another core, but 'Lease' is core-bound [ambit-held-across-await]
  // CHECK: note: 'Lease' is declared core-bound here
  // CHECK: :[[#@LINE-3]]:21: note: it is made here and lives to the end of the full expression
  // CHECK-COUNT-2: note:
  Lease other;
  int n = co_await sent(std::move(other));
  use(n);
}

Task movedOnOnePath(bool is) {
  Lease l;
  if (is)
    keep(std::move(l));
  co_await Delay{1};
  // CHECK: :[[#@LINE-1]]:3: warning: 'l' is live across
  // CHECK-COUNT-4: note:
}

Task optional() {
  std::optional<Lease> l;
  co_await Delay{1}; // empty
  l.emplace();
  co_await Delay{2};
  // CHECK: :[[#@LINE-1]]:3: warning: 'l' is live across this co_await, which may resume on another core, but 'std::optional<Lease>' is core-bound [ambit-held-across-await]
  // CHECK: note: it holds 'Lease', which is core-bound
  // CHECK-COUNT-4: note:
  l.reset();
  co_await Delay{3};
  l = Lease();
  co_await Delay{4};
  // CHECK: :[[#@LINE-1]]:3: warning: 'l' is live across
  // CHECK-COUNT-5: note:
  l = std::nullopt;
  co_await Delay{5};
}

Task owner(std::unique_ptr<Slot> p) {
  co_await Delay{1};
  // CHECK: :[[#@LINE-1]]:3: warning: 'p' is live across this co_await, which may resume on another core, but 'std::unique_ptr<Slot>' is core-bound [ambit-held-across-await]
  // CHECK: note: it holds 'Slot', which is core-bound
  // CHECK: note: 'Slot' is declared core-bound here
  // CHECK: note: 'p' lives in the frame until the coroutine ends
  // CHECK-COUNT-2: note:
  p = nullptr;
  co_await Delay{2};
  p = std::make_unique<Slot>();
  co_await Delay{3};
  // CHECK: :[[#@LINE-1]]:3: warning: 'p' is live across
  // CHECK-COUNT-5: note:
  p.reset();
  co_await Delay{4};
}

Task pointer(Slot &slot) {
  Slot *s = &slot;
  s->poke();
  s = nullptr;
  co_await Delay{1};
  if (s) // leads nowhere
    use(1);
}
