// RUN: %ambit-check %s -- -std=c++20 %include -I%S/Inputs 2>&1 | %expect

// A co_yield suspends too; whoever consumes the generator decides where it goes on.

#include "task.h"

struct AMBIT_RESUMES_ANYWHERE Numbers {
  struct promise_type : Promise<Numbers> {
    std::suspend_always yield_value(int) { return {}; }
  };
};

Numbers rows() {
  Locale l("C");
  co_yield l.format(1);
  // CHECK: :[[#@LINE-1]]:3: warning: 'l' is live across this co_yield, which may resume on another thread, but 'Locale' is thread-bound [ambit-held-across-await]
  // CHECK: note: 'Locale' is declared thread-bound here
  // CHECK: note: 'l' lives from here to the end of its scope
  // CHECK: :[[#@LINE-12]]:8: note: 'Numbers' is declared to resume anywhere here
  // CHECK: note: let go of it before the co_yield, or let a coroutine that stays on its thread do this
}

Numbers formatted() {
  for (int i = 0; i < 3; ++i) {
    int n = 0;
    {
      Locale l("C");
      n = l.format(i);
    }
    co_yield n;
  }
}
