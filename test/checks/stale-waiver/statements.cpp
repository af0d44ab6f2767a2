// RUN: %ambit-check %s -- -std=c++20 %include 2>&1 | %expect --implicit-check-not=note:
//
// AMBIT_UNCHECKED before every kind of statement. A line without a waiver shows that the finding is
// there; a waiver covers its own statement and nothing behind it.

#include "ambit/annotations.h"
#include <utility>
#include <vector>

struct AMBIT_CORE_BOUND Timer {
  int ticks = 0;
};
bool give(Timer timer AMBIT_CROSSES_CORE);
struct Give {
  Give(Timer timer AMBIT_CROSSES_CORE);
};

bool statements(Timer t, std::vector<Timer> &all, int k) {
  AMBIT_UNCHECKED("expression") give(t);
  AMBIT_UNCHECKED("block") { give(t); give(t); }
  AMBIT_UNCHECKED("if") if (give(t)) { give(t); } else give(t);
  AMBIT_UNCHECKED("for") for (bool b = give(t); give(t); b = give(t)) give(t);
  AMBIT_UNCHECKED("range for") for (Timer x : all) give(x);
  AMBIT_UNCHECKED("while") while (give(t)) give(t);
  AMBIT_UNCHECKED("do") do { give(t); } while (give(t));
  AMBIT_UNCHECKED("switch") switch (int q = give(t)) { case 1: give(t); }
  AMBIT_UNCHECKED("try") try { give(t); } catch (...) { give(t); }
  AMBIT_UNCHECKED("declaration") bool d = give(t), e = give(t);
  AMBIT_UNCHECKED("static") static bool s = give(t);
  AMBIT_UNCHECKED("constructor") Give object(t);
  AMBIT_UNCHECKED("auto") auto made = Give(t);
  AMBIT_UNCHECKED("structured binding") auto [p, q] = std::pair<bool, bool>(give(t), true);
  AMBIT_UNCHECKED("lambda") auto l = [&] { give(t); };
  AMBIT_UNCHECKED("a reason of "
                  "two lines") give(
      t);
  AMBIT_UNCHECKED("outer") {
    AMBIT_UNCHECKED("inner") give(t);
    give(t);
  }
  if (k) AMBIT_UNCHECKED("then") give(t);
  else give(t);
  // CHECK: :[[@LINE-1]]:13: warning: 't' crosses to another core but 'Timer' is core-bound [ambit-core-bound-crossing]
  // CHECK: :[[@LINE-34]]:8: note: 'Timer' is declared core-bound here
  // CHECK: :[[@LINE-32]]:17: note: parameter 'timer' of 'give' crosses to another core
  do AMBIT_UNCHECKED("body") give(t);
  while (give(t));
  // CHECK: :[[@LINE-1]]:15: warning: 't' crosses to another core but 'Timer' is core-bound [ambit-core-bound-crossing]
  // CHECK: :[[@LINE-39]]:8: note: 'Timer' is declared core-bound here
  // CHECK: :[[@LINE-37]]:17: note: parameter 'timer' of 'give' crosses to another core
  switch (k) {
  case 1: AMBIT_UNCHECKED("case") give(t); break;
  AMBIT_UNCHECKED("before the case") case 2: give(t); break;
  case 3: give(t); break;
  // CHECK: :[[@LINE-1]]:16: warning: 't' crosses to another core but 'Timer' is core-bound [ambit-core-bound-crossing]
  // CHECK: :[[@LINE-46]]:8: note: 'Timer' is declared core-bound here
  // CHECK: :[[@LINE-44]]:17: note: parameter 'timer' of 'give' crosses to another core
  default: AMBIT_UNCHECKED("default") { give(t); }
  }
  auto m = [&] { AMBIT_UNCHECKED("inside") give(t); give(t); };
  // CHECK: :[[@LINE-1]]:58: warning: 't' crosses to another core but 'Timer' is core-bound [ambit-core-bound-crossing]
  // CHECK: :[[@LINE-52]]:8: note: 'Timer' is declared core-bound here
  // CHECK: :[[@LINE-50]]:17: note: parameter 'timer' of 'give' crosses to another core
  AMBIT_UNCHECKED("the first only") give(t); give(t);
  // CHECK: :[[@LINE-1]]:51: warning: 't' crosses to another core but 'Timer' is core-bound [ambit-core-bound-crossing]
  // CHECK: :[[@LINE-56]]:8: note: 'Timer' is declared core-bound here
  // CHECK: :[[@LINE-54]]:17: note: parameter 'timer' of 'give' crosses to another core
  AMBIT_UNCHECKED("return") return give(t) && give(t);
}
