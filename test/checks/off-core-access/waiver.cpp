// RUN: %ambit-check %s -- -std=c++20 %include 2>&1 | %expect

// A use that somebody answers for; a waiver without a finding is stale.

#include "ambit/annotations.h"

struct AMBIT_CORE_BOUND_TO(0) Adc {
  int raw;
};
extern Adc adc;

AMBIT_RUNS_ON(1) int snapshot() {
  AMBIT_UNCHECKED("one word, read for the display only") int n = adc.raw;
  return n + adc.raw;
  // CHECK: :[[#@LINE-1]]:14: warning: 'snapshot' runs on core 1 but uses 'adc', which is bound to core 0 [ambit-off-core-access]
  // CHECK: :[[#@LINE-9]]:8: note: 'Adc' is declared bound to core 0 here
  // CHECK: :[[#@LINE-5]]:1: note: 'snapshot' is declared to run on core 1 here
}
AMBIT_RUNS_ON(0) int home() {
  AMBIT_UNCHECKED("from the time when it ran elsewhere") return adc.raw;
  // CHECK: :[[#@LINE-1]]:3: warning: this waiver waives nothing [ambit-stale-waiver]
  // CHECK: :[[#@LINE-2]]:3: note: remove it, or move it to the statement it is meant for
}
