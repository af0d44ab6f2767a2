// RUN: %ambit-check %s -- -std=c++20 %include 2>&1 | %expect --implicit-check-not=note:
// REQUIRES: annotate-statements
//
// On a statement: only AMBIT_UNCHECKED is for one.

#include "ambit/annotations.h"

void parameter(int x);

void statement(int x) { [[clang::annotate("ambit::send")]] parameter(x); }
// CHECK: :[[@LINE-1]]:27: warning: 'AMBIT_SEND' is for a type, but stands on a statement [ambit-invalid-annotation]

void statements(int x) {
  [[clang::annotate("ambit::uncheked", "why")]] parameter(x);
  // CHECK: :[[@LINE-1]]:5: warning: 'ambit::uncheked' is no annotation that Ambit knows; did you mean 'ambit::unchecked'? [ambit-invalid-annotation]
  [[clang::annotate("other::uncheked", "why")]] parameter(x);
}
