// RUN: %ambit-check %s -- -std=c++20 %include 2>&1 | %expect --implicit-check-not=note:
//
// Waivers that waive nothing.

#include "ambit/annotations.h"
#include <thread>

struct AMBIT_CORE_BOUND Timer {
  int ticks = 0;
  void stop();
};
struct AMBIT_THREAD_BOUND Canvas {
  int name = 0;
};
bool give(Timer &timer AMBIT_CROSSES_CORE);
bool plain(Timer &timer);

AMBIT_UNCHECKED("function") bool function(Timer &t) { return plain(t); }
// CHECK: :[[@LINE-1]]:1: warning: this waiver waives nothing [ambit-stale-waiver]
// CHECK: :[[@LINE-2]]:1: note: remove it, or move it to the statement it is meant for
AMBIT_UNCHECKED("the declaration, not the definition") bool declared(Timer &t);
// CHECK: :[[@LINE-1]]:1: warning: this waiver waives nothing [ambit-stale-waiver]
// CHECK: :[[@LINE-2]]:1: note: remove it, or move it to the statement it is meant for
bool declared(Timer &t) { return give(t); }
// CHECK: :[[@LINE-1]]:39: warning: 't' crosses to another core but 'Timer' is core-bound [ambit-core-bound-crossing]
// CHECK: :[[@LINE-18]]:8: note: 'Timer' is declared core-bound here
// CHECK: :[[@LINE-12]]:18: note: parameter 'timer' of 'give' crosses to another core
AMBIT_UNCHECKED("global") int global = 3;
// CHECK: :[[@LINE-1]]:1: warning: this waiver waives nothing [ambit-stale-waiver]
// CHECK: :[[@LINE-2]]:1: note: remove it, or move it to the statement it is meant for
class AMBIT_UNCHECKED("type") Type {};
// CHECK: :[[@LINE-1]]:7: warning: this waiver waives nothing [ambit-stale-waiver]
// CHECK: :[[@LINE-2]]:7: note: remove it, or move it to the statement it is meant for
void parameter(AMBIT_UNCHECKED("parameter") Timer &t) { give(t); }
// CHECK: :[[@LINE-1]]:16: warning: this waiver waives nothing [ambit-stale-waiver]
// CHECK: :[[@LINE-2]]:16: note: remove it, or move it to the statement it is meant for
// CHECK: :[[@LINE-3]]:62: warning: 't' crosses to another core but 'Timer' is core-bound [ambit-core-bound-crossing]
// CHECK: :[[@LINE-30]]:8: note: 'Timer' is declared core-bound here
// CHECK: :[[@LINE-24]]:18: note: parameter 'timer' of 'give' crosses to another core

struct Device {
  AMBIT_UNCHECKED("the field, not its accesses") Timer timer;
  // CHECK: :[[@LINE-1]]:3: warning: this waiver waives nothing [ambit-stale-waiver]
  // CHECK: :[[@LINE-2]]:3: note: remove it, or move it to the statement it is meant for
  void post() { give(timer); }
  // CHECK: :[[@LINE-1]]:22: warning: 'timer' crosses to another core but 'Timer' is core-bound [ambit-core-bound-crossing]
  // CHECK: :[[@LINE-39]]:8: note: 'Timer' is declared core-bound here
  // CHECK: :[[@LINE-33]]:18: note: parameter 'timer' of 'give' crosses to another core
};
struct AMBIT_SEND Job {
// CHECK: :[[@LINE-1]]:19: warning: 'Job' is declared send, but it is not [ambit-false-send-claim]
// CHECK: :[[@LINE+3]]:54: note: its member 'canvas' has thread-bound type 'Canvas'
// CHECK: :[[@LINE-41]]:8: note: 'Canvas' is declared thread-bound here
// CHECK: :[[@LINE-4]]:8: note: remove the claim, change the part, or state with AMBIT_SEND_UNCHECKED("why") why it holds
  AMBIT_UNCHECKED("the field, not the claim") Canvas canvas;
  // CHECK: :[[@LINE-1]]:3: warning: this waiver waives nothing [ambit-stale-waiver]
  // CHECK: :[[@LINE-2]]:3: note: remove it, or move it to the statement it is meant for
};

void statements(Timer &t) {
  AMBIT_UNCHECKED("expression") plain(t);
  // CHECK: :[[@LINE-1]]:3: warning: this waiver waives nothing [ambit-stale-waiver]
  // CHECK: :[[@LINE-2]]:3: note: remove it, or move it to the statement it is meant for
  AMBIT_UNCHECKED("nothing");
  // CHECK: :[[@LINE-1]]:3: warning: this waiver waives nothing [ambit-stale-waiver]
  // CHECK: :[[@LINE-2]]:3: note: remove it, or move it to the statement it is meant for
  AMBIT_UNCHECKED("variable, not its uses") Timer &alias = t;
  // CHECK: :[[@LINE-1]]:3: warning: this waiver waives nothing [ambit-stale-waiver]
  // CHECK: :[[@LINE-2]]:3: note: remove it, or move it to the statement it is meant for
  give(alias);
  // CHECK: :[[@LINE-1]]:8: warning: 't' crosses to another core but 'Timer' is core-bound [ambit-core-bound-crossing]
  // CHECK: :[[@LINE-64]]:8: note: 'Timer' is declared core-bound here
  // CHECK: :[[@LINE-58]]:18: note: parameter 'timer' of 'give' crosses to another core
  AMBIT_UNCHECKED("closure, not its crossing") auto stored = [&t] { t.stop(); };
  // CHECK: :[[@LINE-1]]:3: warning: this waiver waives nothing [ambit-stale-waiver]
  // CHECK: :[[@LINE-2]]:3: note: remove it, or move it to the statement it is meant for
  std::thread one(stored);
  // CHECK: :[[@LINE-1]]:19: warning: 't' crosses to another core but 'Timer' is core-bound [ambit-core-bound-crossing]
  // CHECK: :[[@LINE-71]]:8: note: 'Timer' is declared core-bound here
  // CHECK: :[[@LINE-6]]:64: note: this was put into 'stored' here
  // CHECK: :[[@LINE-4]]:19: note: argument 1 of 'std::thread' runs in another thread, on a core nobody knows (model 'cxx-standard-library')
  std::thread two([&t] {
  // CHECK: :[[@LINE-1]]:21: warning: 't' crosses to another core but 'Timer' is core-bound [ambit-core-bound-crossing]
  // CHECK: :[[@LINE-76]]:8: note: 'Timer' is declared core-bound here
  // CHECK: :[[@LINE-3]]:21: note: argument 1 of 'std::thread' runs in another thread, on a core nobody knows (model 'cxx-standard-library')
    AMBIT_UNCHECKED("the use, not the capture") t.stop();
    // CHECK: :[[@LINE-1]]:5: warning: this waiver waives nothing [ambit-stale-waiver]
    // CHECK: :[[@LINE-2]]:5: note: remove it, or move it to the statement it is meant for
  });
  one.join();
  two.join();
}
