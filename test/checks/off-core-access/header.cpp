// RUN: %ambit-check --header-filter='.*' %s -- -std=c++20 %include -I%S/Inputs 2>&1 | %expect

// A class of a header, used there and here.

#include "driver.h"
// CHECK: driver.h:19:41: warning: 'report' runs on core 1 but uses 'console', which is bound to core 0 [ambit-off-core-access]
// CHECK: driver.h:7:7: note: 'Uart' is declared bound to core 0 here
// CHECK: driver.h:19:1: note: 'report' is declared to run on core 1 here

AMBIT_RUNS_ON(1) int consume() {
  return console.backlog();
  // CHECK: :[[#@LINE-1]]:10: warning: 'consume' runs on core 1 but uses 'console', which is bound to core 0 [ambit-off-core-access]
  // CHECK: driver.h:{{[0-9:]+}} note: 'Uart' is declared bound to core 0 here
  // CHECK: :[[#@LINE-4]]:1: note: 'consume' is declared to run on core 1 here
}
AMBIT_RUNS_ON(0) int produce() {
  console.put('a');
  return console.backlog();
}
