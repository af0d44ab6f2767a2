// RUN: %ambit-check %s -- -std=c++20 %include 2>&1 | %expect
//
// Waivers and macros: the waiver from a macro, the statement from a macro, both in a macro.

#include "ambit/annotations.h"

struct AMBIT_CORE_BOUND Timer {
  int ticks = 0;
};
bool give(Timer &timer AMBIT_CROSSES_CORE);

#define WAIVE AMBIT_UNCHECKED("the project's policy")
#define WAIVED(statement) AMBIT_UNCHECKED("wraps a statement") statement
#define GIVE(t) give(t)
#define CHECK_IT(e)                                                                                \
  do {                                                                                             \
    if (!(e))                                                                                      \
      return;                                                                                      \
  } while (0)
#define WAIVED_GIVE(t)                                                                             \
  do {                                                                                             \
    AMBIT_UNCHECKED("in the macro") give(t);                                                       \
  } while (0)
#define HALF_WAIVED(t)                                                                             \
  do {                                                                                             \
    AMBIT_UNCHECKED("in the macro") give(t);                                                       \
    give(t);                                                                                       \
  } while (0)
#define STALE_WAIVER() AMBIT_UNCHECKED("stale") (void)0

void send(Timer &timer) {
  WAIVE give(timer);
  WAIVED(give(timer));
  AMBIT_UNCHECKED("a macro's argument") GIVE(timer);
  AMBIT_UNCHECKED("deeper") CHECK_IT(give(timer) && GIVE(timer));
  AMBIT_UNCHECKED("block") {
    GIVE(timer);
    CHECK_IT(give(timer));
  }
  WAIVED_GIVE(timer);
  HALF_WAIVED(timer);
  // CHECK: :[[@LINE-1]]:15: warning: 'timer' crosses to another core but 'Timer' is core-bound [ambit-core-bound-crossing]
  // CHECK: :[[@LINE-36]]:8: note: 'Timer' is declared core-bound here
  // CHECK: :[[@LINE-34]]:18: note: parameter 'timer' of 'give' crosses to another core
  STALE_WAIVER();
  // CHECK: :[[@LINE-1]]:3: warning: this waiver waives nothing [ambit-stale-waiver]
  // CHECK: :[[@LINE-2]]:3: note: remove it, or move it to the statement it is meant for
  GIVE(timer);
  // CHECK: :[[@LINE-1]]:8: warning: 'timer' crosses to another core but 'Timer' is core-bound [ambit-core-bound-crossing]
  // CHECK: :[[@LINE-43]]:8: note: 'Timer' is declared core-bound here
  // CHECK: :[[@LINE-41]]:18: note: parameter 'timer' of 'give' crosses to another core
  AMBIT_UNCHECKED("the first only") GIVE(timer); GIVE(timer);
  // CHECK: :[[@LINE-1]]:55: warning: 'timer' crosses to another core but 'Timer' is core-bound [ambit-core-bound-crossing]
  // CHECK: :[[@LINE-47]]:8: note: 'Timer' is declared core-bound here
  // CHECK: :[[@LINE-45]]:18: note: parameter 'timer' of 'give' crosses to another core
}
