// RUN: %ambit-check %s -- -std=c++20 %include 2>&1 | %expect
//
// An empty reason is invalid, and the waiver waives; a stale one without a reason is both.

#include "ambit/annotations.h"

struct AMBIT_CORE_BOUND Timer {
  int ticks = 0;
};
bool give(Timer &timer AMBIT_CROSSES_CORE);

void send(Timer &timer) {
  AMBIT_UNCHECKED("") give(timer);
  // CHECK: :[[@LINE-1]]:3: warning: 'AMBIT_UNCHECKED' needs a reason [ambit-invalid-annotation]
  AMBIT_UNCHECKED() give(timer);
  // CHECK: :[[@LINE-1]]:3: warning: 'AMBIT_UNCHECKED' needs a reason [ambit-invalid-annotation]
  AMBIT_UNCHECKED("") (void)timer;
  // CHECK: :[[@LINE-1]]:3: warning: 'AMBIT_UNCHECKED' needs a reason [ambit-invalid-annotation]
  // CHECK: :[[@LINE-2]]:3: warning: this waiver waives nothing [ambit-stale-waiver]
  // CHECK: :[[@LINE-3]]:3: note: remove it, or move it to the statement it is meant for
}
struct AMBIT_SEND_UNCHECKED("") Both {
// CHECK: :[[@LINE-1]]:8: warning: 'AMBIT_SEND_UNCHECKED' needs a reason [ambit-invalid-annotation]
// CHECK: :[[@LINE-2]]:8: warning: 'Both' is send without 'AMBIT_SEND_UNCHECKED' [ambit-stale-waiver]
// CHECK: :[[@LINE-3]]:8: note: 'AMBIT_SEND' says the same and is verified
  int x;
};
