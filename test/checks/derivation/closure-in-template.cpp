// XFAIL: *
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
  // CHECK: :[[@LINE-1]]:8: warning: 'wrapper' crosses to another core but 'Wrapper<(lambda)>' is core-bound
  give(make<std::unique_ptr<Timer>>());
  // CHECK: :[[@LINE-1]]:8: warning: a value of type 'std::unique_ptr<Timer>' crosses to another core but 'std::unique_ptr<Timer>' is core-bound
  give(make<std::vector<std::vector<Timer>>>());
  // CHECK: :[[@LINE-1]]:8: warning: a value of type 'std::vector<std::vector<Timer>>' crosses to another core
  give(make<std::unique_ptr<Wrapper<std::vector<Timer>>>>());
  // CHECK: :[[@LINE-1]]:8: warning: a value of type 'std::unique_ptr<Wrapper<std::vector<Timer>>>' crosses to another core
}
