// RUN: %ambit-check %s -- -std=c++20 %include 2>&1 | %expect

// What std::any makes in itself.

#include "ambit/annotations.h"
#include <any>
#include <utility>

struct AMBIT_CORE_BOUND Spi {
  int clock;
};
void erased(std::any any AMBIT_CROSSES_THREAD);

void made() {
  erased(std::make_any<Spi>());
  // CHECK: :[[#@LINE-1]]:10: warning: a value of type 'Spi' crosses to another core but 'Spi' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'Spi' is declared core-bound here
  // CHECK: note: parameter 'any' of 'erased' crosses to another thread, on a core nobody knows
  erased(std::make_any<int>(3)); // a number
  std::any a;
  a.emplace<Spi>();
  erased(a);
  // CHECK: :[[#@LINE-1]]:10: warning: 'a' crosses to another core but 'Spi' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'Spi' is declared core-bound here
  // CHECK: note: this was put into 'a' here
  // CHECK: note: parameter 'any' of 'erased' crosses to another thread, on a core nobody knows
  a.emplace<int>(3);
  erased(a); // a number
}
