// RUN: %ambit-check %s -- -std=c++20 %include 2>&1 | %expect --implicit-check-not=note:
//
// What a closure captures is a part of it: by copy, by reference, with an initialiser, `this`,
// `*this`, packs, structured bindings, other closures.

#include "ambit/annotations.h"
#include <utility>

struct AMBIT_CORE_BOUND Timer {
  unsigned ticks = 0;
  void stop() const;
};
struct Plain {
  unsigned ticks = 0;
};

template <class F> void runOn(int core, F f AMBIT_CALLED_ON(core)) { (void)core, (void)f; }

struct Driver {
  Timer timer;
  unsigned count = 0;
  void all() {
    runOn(1, [this] { ++count; });
    // CHECK: :[[@LINE-1]]:15: warning: 'this' crosses to core 1 but 'Driver' is core-bound [ambit-core-bound-crossing]
    // CHECK: :[[@LINE-5]]:9: note: its member 'timer' has core-bound type 'Timer'
    // CHECK: :[[@LINE-17]]:8: note: 'Timer' is declared core-bound here
    // CHECK: :[[@LINE-10]]:43: note: parameter 'f' of 'runOn' runs on core 1
    runOn(1, [=, this] { (void)count; });
    // CHECK: :[[@LINE-1]]:18: warning: 'this' crosses to core 1 but 'Driver' is core-bound [ambit-core-bound-crossing]
    // CHECK: :[[@LINE-10]]:9: note: its member 'timer' has core-bound type 'Timer'
    // CHECK: :[[@LINE-22]]:8: note: 'Timer' is declared core-bound here
    // CHECK: :[[@LINE-15]]:43: note: parameter 'f' of 'runOn' runs on core 1
    runOn(1, [&] { ++count; });
    // CHECK: :[[@LINE-1]]:15: warning: 'this' crosses to core 1 but 'Driver' is core-bound [ambit-core-bound-crossing]
    // CHECK: :[[@LINE-15]]:9: note: its member 'timer' has core-bound type 'Timer'
    // CHECK: :[[@LINE-27]]:8: note: 'Timer' is declared core-bound here
    // CHECK: :[[@LINE-4]]:22: note: 'this' is captured because of this use
    // CHECK: :[[@LINE-21]]:43: note: parameter 'f' of 'runOn' runs on core 1
    runOn(1, [*this] { (void)count; });
    // CHECK: :[[@LINE-1]]:15: warning: '*this' crosses to core 1 but 'Driver' is core-bound [ambit-core-bound-crossing]
    // CHECK: :[[@LINE-21]]:9: note: its member 'timer' has core-bound type 'Timer'
    // CHECK: :[[@LINE-33]]:8: note: 'Timer' is declared core-bound here
    // CHECK: :[[@LINE-26]]:43: note: parameter 'f' of 'runOn' runs on core 1
    runOn(1, [count = count] { (void)count; });
    runOn(1, [&timer = timer] { timer.stop(); });
    // CHECK: :[[@LINE-1]]:16: warning: 'timer' crosses to core 1 but 'Timer' is core-bound [ambit-core-bound-crossing]
    // CHECK: :[[@LINE-38]]:8: note: 'Timer' is declared core-bound here
    // CHECK: :[[@LINE-31]]:43: note: parameter 'f' of 'runOn' runs on core 1
  }
};

struct Meter {
  unsigned count = 0;
  // Each in a function of its own: of one object, the copy for the second callable would be
  // made while the first runs.
  void byPointer() { runOn(1, [this] { ++count; }); }
  void byValue() { runOn(1, [*this] { (void)count; }); }
};

void send(Timer timer, Timer other, Timer *pointer, Timer &reference, Plain plain, int n) {
  runOn(1, [timer] { timer.stop(); });
  // CHECK: :[[@LINE-1]]:13: warning: 'timer' crosses to core 1 but 'Timer' is core-bound [ambit-core-bound-crossing]
  // CHECK: :[[@LINE-54]]:8: note: 'Timer' is declared core-bound here
  // CHECK: :[[@LINE-47]]:43: note: parameter 'f' of 'runOn' runs on core 1
  runOn(1, [&timer] { timer.stop(); });
  // CHECK: :[[@LINE-1]]:14: warning: 'timer' crosses to core 1 but 'Timer' is core-bound [ambit-core-bound-crossing]
  // CHECK: :[[@LINE-58]]:8: note: 'Timer' is declared core-bound here
  // CHECK: :[[@LINE-51]]:43: note: parameter 'f' of 'runOn' runs on core 1
  runOn(1, [=] { timer.stop(); });
  // CHECK: :[[@LINE-1]]:13: warning: 'timer' crosses to core 1 but 'Timer' is core-bound [ambit-core-bound-crossing]
  // CHECK: :[[@LINE-62]]:8: note: 'Timer' is declared core-bound here
  // CHECK: :[[@LINE-3]]:18: note: 'timer' is captured because of this use
  // CHECK: :[[@LINE-56]]:43: note: parameter 'f' of 'runOn' runs on core 1
  runOn(1, [&] { timer.stop(); });
  // CHECK: :[[@LINE-1]]:13: warning: 'timer' crosses to core 1 but 'Timer' is core-bound [ambit-core-bound-crossing]
  // CHECK: :[[@LINE-67]]:8: note: 'Timer' is declared core-bound here
  // CHECK: :[[@LINE-3]]:18: note: 'timer' is captured because of this use
  // CHECK: :[[@LINE-61]]:43: note: parameter 'f' of 'runOn' runs on core 1
  runOn(1, [pointer] { pointer->stop(); });
  // CHECK: :[[@LINE-1]]:13: warning: 'pointer' crosses to core 1 but 'Timer' is core-bound [ambit-core-bound-crossing]
  // CHECK: :[[@LINE-72]]:8: note: 'Timer' is declared core-bound here
  // CHECK: :[[@LINE-65]]:43: note: parameter 'f' of 'runOn' runs on core 1
  runOn(1, [reference] { reference.stop(); });
  // CHECK: :[[@LINE-1]]:13: warning: 'reference' crosses to core 1 but 'Timer' is core-bound [ambit-core-bound-crossing]
  // CHECK: :[[@LINE-76]]:8: note: 'Timer' is declared core-bound here
  // CHECK: :[[@LINE-69]]:43: note: parameter 'f' of 'runOn' runs on core 1
  runOn(1, [moved = std::move(other)] { moved.stop(); });
  // CHECK: :[[@LINE-1]]:13: warning: 'other' crosses to core 1 but 'Timer' is core-bound [ambit-core-bound-crossing]
  // CHECK: :[[@LINE-80]]:8: note: 'Timer' is declared core-bound here
  // CHECK: :[[@LINE-73]]:43: note: parameter 'f' of 'runOn' runs on core 1
  runOn(1, [address = &timer] { address->stop(); });
  // CHECK: :[[@LINE-1]]:13: warning: 'timer' crosses to core 1 but 'Timer' is core-bound [ambit-core-bound-crossing]
  // CHECK: :[[@LINE-84]]:8: note: 'Timer' is declared core-bound here
  // CHECK: :[[@LINE-77]]:43: note: parameter 'f' of 'runOn' runs on core 1
  runOn(1, [timer](auto... x) { ((void)x, ...), timer.stop(); });
  // CHECK: :[[@LINE-1]]:13: warning: 'timer' crosses to core 1 but 'Timer' is core-bound [ambit-core-bound-crossing]
  // CHECK: :[[@LINE-88]]:8: note: 'Timer' is declared core-bound here
  // CHECK: :[[@LINE-81]]:43: note: parameter 'f' of 'runOn' runs on core 1
  runOn(1, [inner = [&timer] { timer.stop(); }] { inner(); });
  // CHECK: :[[@LINE-1]]:13: warning: 'timer' crosses to core 1 but 'Timer' is core-bound [ambit-core-bound-crossing]
  // CHECK: :[[@LINE-92]]:8: note: 'Timer' is declared core-bound here
  // CHECK: :[[@LINE-85]]:43: note: parameter 'f' of 'runOn' runs on core 1
  runOn(1, [&] { [&] { timer.stop(); }(); });
  // CHECK: :[[@LINE-1]]:13: warning: 'timer' crosses to core 1 but 'Timer' is core-bound [ambit-core-bound-crossing]
  // CHECK: :[[@LINE-96]]:8: note: 'Timer' is declared core-bound here
  // CHECK: :[[@LINE-3]]:24: note: 'timer' is captured because of this use
  // CHECK: :[[@LINE-90]]:43: note: parameter 'f' of 'runOn' runs on core 1
  runOn(1, [ticks = timer.ticks] { (void)ticks; });
  runOn(1, [plain, n] { (void)plain, (void)n; });
  runOn(1, [=] { (void)plain, (void)n; });
  runOn(1, [&] { (void)plain, (void)n; });
  runOn(1, [&] { [=] { (void)n; }(); });
  runOn(1, [](Timer &later) { later.stop(); }); // captures nothing
  runOn(1, [n = 0]() mutable { return ++n; });
}

void bindings(std::pair<int, Timer> pair) {
  const auto &[number, timer] = pair;
  runOn(1, [number] { (void)number; });
  runOn(1, [timer] { timer.stop(); });
  // CHECK: :[[@LINE-1]]:13: warning: 'timer' crosses to core 1 but 'Timer' is core-bound [ambit-core-bound-crossing]
  // CHECK: :[[@LINE-113]]:8: note: 'Timer' is declared core-bound here
  // CHECK: :[[@LINE-106]]:43: note: parameter 'f' of 'runOn' runs on core 1
}
