// RUN: %ambit-check %s -- -std=c++20 %include 2>&1 | %expect --implicit-check-not=note:
//
// std::function and std::any are what was put into them where that can be seen.

#include "ambit/annotations.h"
#include <any>
#include <functional>
#include <memory>

struct AMBIT_CORE_BOUND Timer {
  unsigned ticks = 0;
  void stop();
};

void run(std::function<void()> f AMBIT_CROSSES_CORE);
void give(std::any value AMBIT_CROSSES_CORE);

void send(Timer &timer, std::function<void()> given, int n) {
  run([&timer] { timer.stop(); });
  // CHECK: :[[@LINE-1]]:9: warning: 'timer' crosses to another core but 'Timer' is core-bound [ambit-core-bound-crossing]
  // CHECK: :[[@LINE-11]]:8: note: 'Timer' is declared core-bound here
  // CHECK: :[[@LINE-7]]:32: note: parameter 'f' of 'run' crosses to another core
  std::function<void()> stored = [&timer] { timer.stop(); };
  run(stored);
  // CHECK: :[[@LINE-1]]:7: warning: 'timer' crosses to another core but 'Timer' is core-bound [ambit-core-bound-crossing]
  // CHECK: :[[@LINE-16]]:8: note: 'Timer' is declared core-bound here
  // CHECK: :[[@LINE-4]]:36: note: this was put into 'stored' here
  // CHECK: :[[@LINE-13]]:32: note: parameter 'f' of 'run' crosses to another core
  stored = [n] { (void)n; };
  run(stored);
  run(std::bind(&Timer::stop, &timer));
  // CHECK: :[[@LINE-1]]:7: warning: 'timer' crosses to another core but 'Timer' is core-bound [ambit-core-bound-crossing]
  // CHECK: :[[@LINE-23]]:8: note: 'Timer' is declared core-bound here
  // CHECK: :[[@LINE-19]]:32: note: parameter 'f' of 'run' crosses to another core
  give(std::any(&timer));
  // CHECK: :[[@LINE-1]]:18: warning: 'timer' crosses to another core but 'Timer' is core-bound [ambit-core-bound-crossing]
  // CHECK: :[[@LINE-27]]:8: note: 'Timer' is declared core-bound here
  // CHECK: :[[@LINE-22]]:20: note: parameter 'value' of 'give' crosses to another core
  give(std::make_any<int>(n));
  run(given); // unknown
  run(nullptr);
}
