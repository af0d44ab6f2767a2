// RUN: %ambit-check %s -- -std=c++20 %include 2>&1 | %expect
//
// The author of a wrapper vouches for what it hands over: no finding at the user's call, and the
// waiver is needed.

#include "ambit/annotations.h"
#include <thread>
#include <utility>

struct AMBIT_CORE_BOUND Timer {
  int ticks = 0;
};
template <class T> void give(T &value AMBIT_CROSSES_CORE);

template <class T> void waived(T &value) { AMBIT_UNCHECKED("the far side only reads") give(value); }
template <class T> void plain(T &value) { give(value); }
template <class F> void run(F &&f) {
  AMBIT_UNCHECKED("pinned by the caller") std::thread(std::forward<F>(f)).join();
}

void send(Timer &timer) {
  waived(timer);
  run([&timer] { ++timer.ticks; });
  AMBIT_UNCHECKED("at the user's call") plain(timer);
  plain(timer);
  // CHECK: :[[@LINE-1]]:9: warning: 'timer' crosses to another core but 'Timer' is core-bound [ambit-core-bound-crossing]
}
