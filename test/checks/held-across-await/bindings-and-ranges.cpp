// RUN: %ambit-check %s -- -std=c++20 %include -I%S/Inputs 2>&1 | %expect

// Structured bindings, range-for, and references to what the frame owns.

#include "task.h"
#include <utility>
#include <vector>

std::pair<Slot *, int> find();
std::pair<Lease, int> take();
std::vector<Slot *> slots();

Task bindings() {
  auto [slot, n] = find();
  co_await Delay{1};
  // CHECK: :[[#@LINE-1]]:3: warning: 'slot' is live across this co_await, which may resume on another core, but 'Slot' is core-bound [ambit-held-across-await]
  // CHECK: note: 'Slot' is declared core-bound here
  // CHECK: :[[#@LINE-4]]:9: note: 'slot' is declared here
  // CHECK-COUNT-3: note:
  slot->poke();
  co_await Delay{2}; // the number is used, the pointer is not
  use(n);
}

Task boundWhole() {
  auto [lease, n] = take();
  co_await Delay{1};
  // CHECK: :[[#@LINE-1]]:3: warning: 'lease' is live across this co_await, which may resume on another core, but 'std::pair<Lease, int>' is core-bound [ambit-held-across-await]
  // CHECK: note: it holds 'Lease', which is core-bound
  // CHECK-COUNT-4: note:
  use(n);
}

Task ranges(std::vector<Slot> &all) {
  for (Slot &one : all) {
    co_await Delay{1};
    // CHECK: :[[#@LINE-1]]:5: warning: 'all' is live across this co_await, which may resume on another core, but 'std::vector<Slot>' is core-bound [ambit-held-across-await]
    // CHECK: note: it holds 'Slot', which is core-bound
    // CHECK-COUNT-4: note:
    one.n = 1; // part of the same cause
  }
  for (Slot *one : slots()) {
    one->poke();
    co_await Delay{2};
    // CHECK: :[[#@LINE-1]]:5: warning: the range of type 'std::vector<Slot *>' is live across this co_await, which may resume on another core, but 'std::vector<Slot *>' is core-bound [ambit-held-across-await]
    // CHECK: note: it holds a way to 'Slot', which is core-bound
    // CHECK: note: 'Slot' is declared core-bound here
    // CHECK: :[[#@LINE-6]]:20: note: the loop goes on through it after each suspension
    // CHECK-COUNT-2: note:
  }
  int sum = 0;
  for (Slot *one : slots())
    sum += one->n;
  co_await Delay{sum};
}

Task references() {
  Slot slot;
  Slot &same = slot; // another name of it
  co_await Delay{1};
  // CHECK: :[[#@LINE-1]]:3: warning: 'slot' is live across
  // CHECK-COUNT-5: note:
  same.poke();
}

Task derived() {
  Lease lease;
  Lease *p = &lease; // a way to it, said once
  co_await Delay{1};
  // CHECK: :[[#@LINE-1]]:3: warning: 'lease' is live across
  // CHECK-COUNT-4: note:
  use(p->channel());
}
