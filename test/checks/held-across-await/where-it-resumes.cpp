// RUN: %ambit-check %s -- -std=c++20 %include -I%S/Inputs 2>&1 | %expect

// Only where the frame, or what it awaits, may be resumed elsewhere.

#include "task.h"

Here stays() {
  Lease l;
  co_await Delay{1}; // neither says it
  co_await Hop{};
  // CHECK: :[[#@LINE-1]]:3: warning: 'l' is live across this co_await, which may resume on another core, but 'Lease' is core-bound [ambit-held-across-await]
  // CHECK: task.h:{{[0-9:]+}} note: 'Lease' is declared core-bound here
  // CHECK: :[[#@LINE-5]]:9: note: 'l' lives from here to the end of its scope
  // CHECK: task.h:{{[0-9:]+}} note: 'Hop' is declared to resume anywhere here
  // CHECK: :[[#@LINE-5]]:3: note: let go of it before the co_await, or let a coroutine that stays on its core do this
}

struct ByPromise {
  struct AMBIT_RESUMES_ANYWHERE promise_type : Promise<ByPromise> {};
};
ByPromise promise() {
  Lease l;
  co_await Delay{1};
  // CHECK: :[[#@LINE-1]]:3: warning: 'l' is live across this co_await, which may resume on another core, but 'Lease' is core-bound [ambit-held-across-await]
  // CHECK: note: 'Lease' is declared core-bound here
  // CHECK: note: 'l' lives from here to the end of its scope
  // CHECK: :[[#@LINE-8]]:10: note: 'ByPromise::promise_type' is declared to resume anywhere here
  // CHECK: note: let go of it before the co_await, or let a coroutine that stays on its core do this
}

struct Derived : Hop {};
struct Wrapped {
  Hop operator co_await() const;
};
struct ByOperator {};
Hop operator co_await(ByOperator);

Here awaiters() {
  Lease l;
  co_await Derived{};
  // CHECK: :[[#@LINE-1]]:3: warning: 'l' is live across
  // CHECK: note: 'Lease' is
  // CHECK: note: 'l' lives
  // CHECK: note: 'Hop' is declared to resume anywhere here
  // CHECK: note: let go
  co_await Wrapped{};
  // CHECK: :[[#@LINE-1]]:3: warning: 'l' is live across
  // CHECK: note: 'Lease' is
  // CHECK: note: 'l' lives
  // CHECK: note: 'Hop' is declared to resume anywhere here
  // CHECK: note: let go
  co_await ByOperator{};
  // CHECK: :[[#@LINE-1]]:3: warning: 'l' is live across
  // CHECK: note: 'Lease' is
  // CHECK: note: 'l' lives
  // CHECK: note: 'Hop' is declared to resume anywhere here
  // CHECK: note: let go
}

struct Transforming {
  struct promise_type : Promise<Transforming> {
    Delay await_transform(int ms);
    Hop await_transform(char);
    std::suspend_never await_transform(bool) { return {}; }
  };
};
Transforming transformed() {
  Lease l;
  co_await 5;
  co_await true;
  co_await 'x';
  // CHECK: :[[#@LINE-1]]:3: warning: 'l' is live across
  // CHECK: note: 'Lease' is
  // CHECK: note: 'l' lives
  // CHECK: note: 'Hop' is declared to resume anywhere here
  // CHECK: note: let go
}
