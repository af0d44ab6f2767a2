// RUN: %ambit-check %s -- -std=c++20 %include -I%S/Inputs 2>&1 | %expect

// A template is reported once, for the instantiation that keeps something; a macro where it is used.

#include "task.h"

template <class T> Task kept(T value) {
  co_await Delay{1};
  // CHECK: :[[#@LINE-1]]:3: warning: 'value' is live across this co_await, which may resume on another core, but 'Lease' is core-bound [ambit-held-across-await]
  // CHECK: note: 'Lease' is declared core-bound here
  // CHECK: :[[#@LINE-4]]:32: note: 'value' lives in the frame until the coroutine ends
  // CHECK-COUNT-2: note:
}
template <class T> struct AMBIT_RESUMES_ANYWHERE Of {
  struct promise_type : Promise<Of> {};
};
template <class T> Of<T> never(T value) { // not instantiated
  Lease l;
  co_await Delay{1};
}
Of<int> typed(Lease l) {
  co_await Delay{1};
  // CHECK: :[[#@LINE-1]]:3: warning: 'l' is live across
  // CHECK-COUNT-2: note:
  // CHECK: note: 'Of<int>' is declared to resume anywhere here
  // CHECK: note:
}
void uses() {
  kept(1);
  kept(Lease());
}

#define WAIT(ms) co_await Delay{ms}
Task macro() {
  Lease l;
  WAIT(1);
  // CHECK: :[[#@LINE-1]]:3: warning: 'l' is live across this co_await
  // CHECK-COUNT-4: note:
}

Task waived() {
  Lease l;
  AMBIT_UNCHECKED("this pool has one thread") co_await Delay{1};
}
