// RUN: %ambit-check %s -- -std=c++20 %include 2>&1 | %expect --implicit-check-not=' at /'
//
// Messages name types as a user does: no default arguments, no path of the file that a closure or an
// unnamed struct stands in.

#include "ambit/annotations.h"
#include <memory>
#include <vector>

struct AMBIT_CORE_BOUND Timer {
  unsigned ticks = 0;
  void stop() const;
};

template <class F> struct Wrapper {
  F task;
};

template <class T> void give(T value AMBIT_CROSSES_CORE) { (void)value; }
template <class T> T make();

void send(Timer &timer) {
  auto bound = [&timer] { timer.stop(); };
  Wrapper<decltype(bound)> wrapper{bound};
  give(wrapper);
  // CHECK: :[[@LINE-1]]:8: warning: 'wrapper' crosses to another core but 'Wrapper<(lambda)>' is core-bound [ambit-core-bound-crossing]
  // CHECK: :[[@LINE-11]]:5: note: its member 'task' has core-bound type '(lambda)'
  // CHECK: :[[@LINE-5]]:18: note: it captures 'timer' by reference, of core-bound type 'Timer'
  // CHECK: :[[@LINE-19]]:8: note: 'Timer' is declared core-bound here
  // CHECK: :[[@LINE-11]]:32: note: parameter 'value' of 'give' crosses to another core
  give(make<std::unique_ptr<Timer>>());
  // CHECK: :[[@LINE-1]]:8: warning: a value of type 'std::unique_ptr<Timer>' crosses to another core but 'std::unique_ptr<Timer>' is core-bound [ambit-core-bound-crossing]
  // CHECK: :[[@LINE-2]]:8: note: it holds 'Timer', which is core-bound
  // CHECK: :[[@LINE-24]]:8: note: 'Timer' is declared core-bound here
  // CHECK: :[[@LINE-16]]:32: note: parameter 'value' of 'give' crosses to another core
  give(make<std::vector<std::vector<Timer>>>());
  // CHECK: :[[@LINE-1]]:8: warning: a value of type 'std::vector<std::vector<Timer>>' crosses to another core but 'std::vector<std::vector<Timer>>' is core-bound [ambit-core-bound-crossing]
  // CHECK: :[[@LINE-2]]:8: note: it holds 'std::vector<Timer>', which is core-bound
  // CHECK: :[[@LINE-3]]:8: note: it holds 'Timer', which is core-bound
  // CHECK: :[[@LINE-30]]:8: note: 'Timer' is declared core-bound here
  // CHECK: :[[@LINE-22]]:32: note: parameter 'value' of 'give' crosses to another core
  give(make<std::unique_ptr<Wrapper<std::vector<Timer>>>>());
  // CHECK: :[[@LINE-1]]:8: warning: a value of type 'std::unique_ptr<Wrapper<std::vector<Timer>>>' crosses to another core but 'std::unique_ptr<Wrapper<std::vector<Timer>>>' is core-bound [ambit-core-bound-crossing]
  // CHECK: :[[@LINE-2]]:8: note: it holds 'Wrapper<std::vector<Timer>>', which is core-bound
  // CHECK: :[[@LINE-29]]:5: note: its member 'task' has core-bound type 'std::vector<Timer>'
  // CHECK: :[[@LINE-30]]:5: note: it holds 'Timer', which is core-bound
  // CHECK: :[[@LINE-37]]:8: note: 'Timer' is declared core-bound here
  // CHECK: :[[@LINE-29]]:32: note: parameter 'value' of 'give' crosses to another core
}
