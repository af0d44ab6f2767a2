// RUN: %ambit-check %s -- -std=c++20 %include 2>&1 | %expect

// A function pointer with an annotated parameter, called with and without `*`.

#include "ambit/annotations.h"

struct AMBIT_CORE_BOUND Bus {
  int n;
};
void call(Bus &bus, void (*send)(Bus &b AMBIT_CROSSES_CORE)) {
  send(bus);
  // CHECK: :[[#@LINE-1]]:8: warning: 'bus' crosses to another core but 'Bus' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'Bus' is declared core-bound here
  // CHECK: note: parameter 'b' of 'send' crosses to another core
  (*send)(bus);
  // CHECK: :[[#@LINE-1]]:11: warning: 'bus' crosses to another core but 'Bus' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'Bus' is declared core-bound here
  // CHECK: note: parameter 'b' of 'send' crosses to another core
}
