// RUN: %ambit-check %s -- -std=c++20 %include 2>&1 | %expect --implicit-check-not=note:
//
// Too few and too many arguments of raw strings, and reasons that say nothing.

#include "ambit/annotations.h"

struct [[clang::annotate("ambit::core_bound_to")]] NoCore {};
// CHECK: :[[@LINE-1]]:10: warning: 'AMBIT_CORE_BOUND_TO' takes 1 argument, but has no argument [ambit-invalid-annotation]
struct [[clang::annotate("ambit::core_bound_to", "0", "1")]] TwoCores {};
// CHECK: :[[@LINE-1]]:10: warning: 'AMBIT_CORE_BOUND_TO' takes 1 argument, but has 2 arguments [ambit-invalid-annotation]
struct [[clang::annotate("ambit::thread_bound", "x")]] Extra {};
// CHECK: :[[@LINE-1]]:10: warning: 'AMBIT_THREAD_BOUND' takes no argument, but has 1 argument [ambit-invalid-annotation]
struct AMBIT_THREAD_BOUND Canvas {
  int name = 0;
};
struct AMBIT_SEND_UNCHECKED("") NoReason {
// CHECK: :[[@LINE-1]]:8: warning: 'AMBIT_SEND_UNCHECKED' needs a reason [ambit-invalid-annotation]
  Canvas canvas;
};
struct AMBIT_SYNC_UNCHECKED("  ") Blank {
// CHECK: :[[@LINE-1]]:8: warning: 'AMBIT_SYNC_UNCHECKED' needs a reason [ambit-invalid-annotation]
  volatile int flag;
};
struct [[clang::annotate("ambit::send_unchecked")]] RawNoReason {
// CHECK: :[[@LINE-1]]:10: warning: 'AMBIT_SEND_UNCHECKED' takes 1 argument, but has no argument [ambit-invalid-annotation]
  Canvas canvas;
};
void give(Canvas canvas AMBIT_CROSSES_THREAD, NoReason other AMBIT_CROSSES_THREAD);
void send(Canvas canvas, NoReason other) {
  AMBIT_UNCHECKED("") give(canvas, other); // it waives all the same
  // CHECK: :[[@LINE-1]]:3: warning: 'AMBIT_UNCHECKED' needs a reason [ambit-invalid-annotation]
  AMBIT_UNCHECKED(" ") give(canvas, other);
  // CHECK: :[[@LINE-1]]:3: warning: 'AMBIT_UNCHECKED' needs a reason [ambit-invalid-annotation]
}
#define WHY "a reason that " "a macro gives"
struct AMBIT_SEND_UNCHECKED(WHY) Reasoned {
  Canvas canvas;
};
