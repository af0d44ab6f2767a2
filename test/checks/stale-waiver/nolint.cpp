// RUN: %ambit-check %s -- -std=c++20 %include 2>&1 | %expect --implicit-check-not=note:
//
// NOLINT silences what clang-tidy prints, and makes no waiver needed or stale.

#include "ambit/annotations.h"

struct AMBIT_CORE_BOUND Timer {
  int ticks = 0;
};
bool give(Timer &timer AMBIT_CROSSES_CORE);

void send(Timer &timer) {
  give(timer); // NOLINT
  give(timer); // NOLINT(ambit-core-bound-crossing)
  // NOLINTNEXTLINE(ambit-*)
  give(timer);
  // NOLINTBEGIN(ambit-core-bound-crossing)
  give(timer);
  // NOLINTEND(ambit-core-bound-crossing)
  give(timer); // NOLINT(bugprone-use-after-move)
  // CHECK: :[[@LINE-1]]:8: warning: 'timer' crosses to another core but 'Timer' is core-bound [ambit-core-bound-crossing]
  // CHECK: :[[@LINE-15]]:8: note: 'Timer' is declared core-bound here
  // CHECK: :[[@LINE-13]]:18: note: parameter 'timer' of 'give' crosses to another core
  AMBIT_UNCHECKED("both") give(timer); // NOLINT(ambit-core-bound-crossing)
  AMBIT_UNCHECKED("stale, and silenced") (void)timer; // NOLINT(ambit-stale-waiver)
  AMBIT_UNCHECKED("stale") (void)timer; // NOLINT(ambit-core-bound-crossing)
  // CHECK: :[[@LINE-1]]:3: warning: this waiver waives nothing [ambit-stale-waiver]
  // CHECK: :[[@LINE-2]]:3: note: remove it, or move it to the statement it is meant for
}
