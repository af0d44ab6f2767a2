// RUN: %ambit-check %s -- -std=c++20 %include 2>&1 | %expect

// A coroutine called inside a boundary argument crosses with its arguments and its closure.

#include "ambit/annotations.h"
#include <coroutine>

struct AMBIT_CORE_BOUND Hw {
  int reg = 0;
  void poke();
};
struct Task { struct promise_type { Task get_return_object(); std::suspend_always initial_suspend(); std::suspend_always final_suspend() noexcept; void return_void(); void unhandled_exception(); }; };
void spawn(Task t AMBIT_CROSSES_CORE);
Task drive(Hw &hw, int n);
Task count(int n);

void calls(Hw &hw) {
  spawn(drive(hw, 1));
  // CHECK: :[[#@LINE-1]]:15: warning: 'hw' crosses to another core but 'Hw' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'Hw' is declared core-bound here
  // CHECK: note: parameter 't' of 'spawn' crosses to another core
  spawn(count(hw.reg)); // number
  spawn([](Hw &h) -> Task { h.poke(); co_return; }(hw));
  // CHECK: :[[#@LINE-1]]:{{[0-9]+}}: warning: 'hw' crosses to another core but 'Hw' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'Hw' is declared core-bound here
  // CHECK: note: parameter 't' of 'spawn' crosses to another core
  spawn([&hw]() -> Task { hw.poke(); co_return; }());
  // CHECK: :[[#@LINE-1]]:{{[0-9]+}}: warning: 'hw' crosses to another core but 'Hw' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'Hw' is declared core-bound here
  // CHECK: note: parameter 't' of 'spawn' crosses to another core
}
