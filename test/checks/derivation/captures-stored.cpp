// RUN: %ambit-check %s -- -std=c++20 %include 2>&1 | %expect --implicit-check-not=note:
//
// A closure that was stored first: the finding is at the call that hands it over.

#include "ambit/annotations.h"
#include <functional>
#include <utility>

struct AMBIT_CORE_BOUND Timer {
  unsigned ticks = 0;
  void stop() const;
};

template <class F> void give(F f AMBIT_CROSSES_CORE) { (void)f; }

void send(Timer &timer, int n) {
  auto stored = [&timer] { timer.stop(); };
  give(stored);
  // CHECK: :[[@LINE-1]]:8: warning: 'timer' crosses to another core but 'Timer' is core-bound [ambit-core-bound-crossing]
  // CHECK: :[[@LINE-11]]:8: note: 'Timer' is declared core-bound here
  // CHECK: :[[@LINE-4]]:19: note: this was put into 'stored' here
  // CHECK: :[[@LINE-8]]:32: note: parameter 'f' of 'give' crosses to another core
  const auto generic = [timer](auto) { timer.stop(); };
  give(generic);
  // CHECK: :[[@LINE-1]]:8: warning: 'timer' crosses to another core but 'Timer' is core-bound [ambit-core-bound-crossing]
  // CHECK: :[[@LINE-17]]:8: note: 'Timer' is declared core-bound here
  // CHECK: :[[@LINE-4]]:25: note: this was put into 'generic' here
  // CHECK: :[[@LINE-14]]:32: note: parameter 'f' of 'give' crosses to another core
  auto harmless = [n] { return n; };
  give(harmless);
  auto none = [](Timer &later) { later.stop(); };
  give(none);
  give(+[](Timer *later) { later->stop(); });
}

template <class F> struct Wrapper {
  F task;
};


void wrapped(Timer &timer, int n) {
  auto bound = [&timer] { timer.stop(); };
  Wrapper<decltype(bound)> wrapper{bound};
  give(wrapper);
  // CHECK: :[[@LINE-1]]:8: warning: 'wrapper' crosses to another core but 'Wrapper<(lambda{{[^)]*}})>' is core-bound [ambit-core-bound-crossing]
  // CHECK: :[[@LINE-9]]:5: note: its member 'task' has core-bound type '(lambda)'
  // CHECK: :[[@LINE-5]]:18: note: it captures 'timer' by reference, of core-bound type 'Timer'
  // CHECK: :[[@LINE-39]]:8: note: 'Timer' is declared core-bound here
  // CHECK: :[[@LINE-35]]:32: note: parameter 'f' of 'give' crosses to another core
  auto fine = [n] { return n; };
  give(Wrapper<decltype(fine)>{fine});
}
