// RUN: %ambit-check %s -- -std=c11 %include 2>&1 | %expect

// The NuttX model: calls of another core, which show that there are several.

#include "ambit/annotations.h"

int nxsched_smp_call_single(int cpu, int (*call)(void *), void *arg);
typedef struct AMBIT_CORE_BOUND {
  int hits;
} counters_t;
int collect(void *arg);

void send_counters(counters_t *own) {
  nxsched_smp_call_single(1, collect, own);
  // CHECK: :[[#@LINE-1]]:39: warning: 'own' crosses to core 1 but 'counters_t' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'counters_t' is declared core-bound here
  // CHECK: note: argument 3 of 'nxsched_smp_call_single' crosses to core 1 (model 'nuttx')
  nxsched_smp_call_single(1, collect, 0);
}
