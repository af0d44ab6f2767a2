// RUN: %ambit-check %s -- -std=c++20 %include 2>&1 | %expect --implicit-check-not=note:
//
// AMBIT_UNCHECKED before, or in, every kind of declaration.

#include "ambit/annotations.h"

struct AMBIT_CORE_BOUND Timer {
  int ticks = 0;
  Timer() = default;
  Timer(const Timer &) = default;
};
struct AMBIT_THREAD_BOUND Canvas {
  int name = 0;
};
bool give(Timer timer AMBIT_CROSSES_CORE);
Timer timer;

AMBIT_UNCHECKED("function") bool function(Timer t) { give(t); return give(t); }
AMBIT_UNCHECKED("static function") static bool staticFunction(Timer t) { return give(t); }
template <class T> AMBIT_UNCHECKED("template") bool functionTemplate(Timer t, T) { return give(t); }
template bool functionTemplate(Timer, int);
extern "C" {
AMBIT_UNCHECKED("C linkage") inline bool linkage(Timer t) { return give(t); }
}
AMBIT_UNCHECKED("global") bool waivedGlobal = give(timer);
bool global = give(timer);
// CHECK: :[[@LINE-1]]:20: warning: 'timer' crosses to another core but 'Timer' is core-bound [ambit-core-bound-crossing]
// CHECK: :[[@LINE-21]]:8: note: 'Timer' is declared core-bound here
// CHECK: :[[@LINE-14]]:17: note: parameter 'timer' of 'give' crosses to another core
struct AMBIT_UNCHECKED("type") WaivedType {
  bool inClass(Timer t) { return give(t); }
};
struct Type {
  AMBIT_UNCHECKED("member function") bool inClass(Timer t) { return give(t); }
  AMBIT_UNCHECKED("default member initialiser") bool waived = give(timer);
  bool notWaived = give(timer);
  // CHECK: :[[@LINE-1]]:25: warning: 'timer' crosses to another core but 'Timer' is core-bound [ambit-core-bound-crossing]
  // CHECK: :[[@LINE-31]]:8: note: 'Timer' is declared core-bound here
  // CHECK: :[[@LINE-24]]:17: note: parameter 'timer' of 'give' crosses to another core
  AMBIT_UNCHECKED("constructor") Type() : last(give(timer)) { give(timer); }
  bool last;
};
struct AMBIT_UNCHECKED("the claim is known to be false") AMBIT_SEND Claim {
  Canvas canvas;
};
struct AMBIT_SEND OtherClaim {
// CHECK: :[[@LINE-1]]:19: warning: 'OtherClaim' is declared send, but it is not [ambit-false-send-claim]
// CHECK: :[[@LINE+3]]:10: note: its member 'canvas' has thread-bound type 'Canvas'
// CHECK: :[[@LINE-37]]:8: note: 'Canvas' is declared thread-bound here
// CHECK: :[[@LINE-4]]:8: note: remove the claim, change the part, or state with AMBIT_SEND_UNCHECKED("why") why it holds
  Canvas canvas;
};
void local() {
  struct AMBIT_UNCHECKED("local type") Local {
    bool inClass(Timer t) { return give(t); }
  };
}
