// RUN: %ambit-check %s -- -std=c++20 %include 2>&1 | %expect --implicit-check-not=note:
//
// Bases that depend on template arguments: CRTP, packs of bases, chains of instantiations.

#include "ambit/annotations.h"

struct AMBIT_CORE_BOUND Timer {
  unsigned channel = 0;
};

template <class T> struct Mixin {
  T *self = nullptr;
};
struct Fine : Mixin<Fine> {
  int x = 0;
};
struct Bound : Mixin<Bound> {
  Timer timer;
};

template <class... Bases> struct All : Bases... {};

template <int N> struct Chain : Chain<N - 1> {};
template <> struct Chain<0> {
  Timer timer;
};

template <class T> void give(T value AMBIT_CROSSES_CORE);

void send(Fine fine, Bound bound, All<Fine> allFine, All<Fine, Timer> oneBound, Chain<3> chain) {
  give(fine);
  give(bound);
  // CHECK: :[[@LINE-1]]:8: warning: 'bound' crosses to another core but 'Bound' is core-bound [ambit-core-bound-crossing]
  // CHECK: :[[@LINE-16]]:9: note: its member 'timer' has core-bound type 'Timer'
  // CHECK: :[[@LINE-28]]:8: note: 'Timer' is declared core-bound here
  // CHECK: :[[@LINE-8]]:32: note: parameter 'value' of 'give' crosses to another core
  give(allFine);
  give(oneBound);
  // CHECK: :[[@LINE-1]]:8: warning: 'oneBound' crosses to another core but 'All<Fine, Timer>' is core-bound [ambit-core-bound-crossing]
  // CHECK: :[[@LINE-19]]:40: note: its base 'Timer' is core-bound
  // CHECK: :[[@LINE-34]]:8: note: 'Timer' is declared core-bound here
  // CHECK: :[[@LINE-14]]:32: note: parameter 'value' of 'give' crosses to another core
  give(chain);
  // CHECK: :[[@LINE-1]]:8: warning: 'chain' crosses to another core but 'Chain<3>' is core-bound [ambit-core-bound-crossing]
  // CHECK: :[[@LINE-22]]:33: note: its base 'Chain<2>' is core-bound
  // CHECK: :[[@LINE-23]]:33: note: its base 'Chain<1>' is core-bound
  // CHECK: :[[@LINE-24]]:33: note: its base 'Chain<0>' is core-bound
  // CHECK: :[[@LINE-23]]:9: note: its member 'timer' has core-bound type 'Timer'
  // CHECK: :[[@LINE-42]]:8: note: 'Timer' is declared core-bound here
  // CHECK: :[[@LINE-22]]:32: note: parameter 'value' of 'give' crosses to another core
  give(All<>{});
}
