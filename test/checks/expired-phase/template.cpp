// RUN: %ambit-check %s -- -std=c++20 %include 2>&1 | %expect

// In templates the instantiation decides, and a line is said once.

#include "ambit/annotations.h"

void leave() AMBIT_ENDS_PHASE(boot);
struct AMBIT_PHASE_BOUND(boot) Loader {
  void load(int n);
};
struct Driver {
  void load(int n);
};
template <class T> struct AMBIT_PHASE_BOUND(boot) Table {
  T *data;
  T *at(int n);
};

template <class T> void finish(T &t) {
  leave();
  t.load(1);
  // CHECK: :[[#@LINE-1]]:3: warning: 't' is used after phase 'boot' has ended [ambit-expired-phase]
  // CHECK: :[[#@LINE-15]]:8: note: 'Loader' is declared bound to phase 'boot' here
  // CHECK: :[[#@LINE-4]]:3: note: the phase ends here
}
template <class T> void twice(T &t) {
  leave();
  t.load(2);
  // CHECK: :[[#@LINE-1]]:3: warning: 't' is used after phase 'boot' has ended [ambit-expired-phase]
  // CHECK: :[[#@LINE-22]]:8: note: 'Loader' is declared bound to phase 'boot' here
  // CHECK: :[[#@LINE-4]]:3: note: the phase ends here
}
template <class T> void never(T &t) {
  Loader here;
  leave();
  here.load(3); // not instantiated
  t.load(3);
}
struct Other : Loader {};
void use(Loader &a, Driver &b, Other &c, Table<int> &t, Table<char> &u) {
  finish(a);
  finish(b);
  twice(a);
  twice(c);
}
template <class T> void table(Table<T> &t) {
  t.at(0);
  leave();
  t.at(1);
  // CHECK: :[[#@LINE-1]]:3: warning: 't' is used after phase 'boot' has ended [ambit-expired-phase]
  // CHECK: :[[#@LINE-37]]:27: note: 'Table' is declared bound to phase 'boot' here
  // CHECK: :[[#@LINE-4]]:3: note: the phase ends here
}
template void table(Table<int> &);
template void table(Table<char> &);
