// RUN: %ambit-check %s -- -std=c++20 %include 2>&1 | %expect

// Templates: patterns are silent, an instantiation is reported once with its own reason.

#include "ambit/annotations.h"
#include <utility>

struct AMBIT_CORE_BOUND Flash {
  int page;
};
struct Ram {
  int page;
};
template <class T> struct Cell {
  T value;
};
template <class T> struct AMBIT_CORE_BOUND Pinned {
  T value;
};

template <class T> void put(T value AMBIT_CROSSES_CORE) { (void)value; }

template <class T> class Queue {
public:
  void push(T value) { put(std::move(value)); }
  template <class... Args> void emplace(Args &&...args) { put(T{std::forward<Args>(args)...}); }
  // CHECK: :[[#@LINE-1]]:64: warning: a value of type 'Flash' crosses to another core but 'Flash' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'Flash' is declared core-bound here
  // CHECK: note: parameter 'value' of 'put' crosses to another core
  void refresh() {
    T fresh{};
    put(fresh);
    // CHECK: :[[#@LINE-1]]:9: warning: 'fresh' crosses to another core but 'Flash' is core-bound [ambit-core-bound-crossing]
    // CHECK: note: 'Flash' is declared core-bound here
    // CHECK: note: parameter 'value' of 'put' crosses to another core
  }
};

void use(Queue<Flash> &bad, Queue<Ram> &good, Flash flash, Ram ram) {
  bad.push(flash);
  // CHECK: :[[#@LINE-1]]:12: warning: 'flash' crosses to another core but 'Flash' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'Flash' is declared core-bound here
  // CHECK: note: 'Queue::push' hands it on
  // CHECK: note: parameter 'value' of 'put' crosses to another core
  good.push(ram);  // not bound
  bad.emplace(1);
  good.emplace(1); // not bound
  bad.refresh();
  good.refresh(); // not bound
  put(Cell<Flash>{flash});
  // CHECK: :[[#@LINE-1]]:18: warning: a value of type 'Cell<Flash>' crosses to another core but 'Cell<Flash>' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: its member 'value' has core-bound type 'Flash'
  // CHECK: note: 'Flash' is declared core-bound here
  // CHECK: note: parameter 'value' of 'put' crosses to another core
  put(Cell<Ram>{ram});     // not bound
  put(Pinned<int>{1});
  // CHECK: :[[#@LINE-1]]:18: warning: a value of type 'Pinned<int>' crosses to another core but 'Pinned<int>' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'Pinned<int>' is declared core-bound here
  // CHECK: note: parameter 'value' of 'put' crosses to another core
  put<const Flash &>(flash);
  // CHECK: :[[#@LINE-1]]:22: warning: 'flash' crosses to another core but 'Flash' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'Flash' is declared core-bound here
  // CHECK: note: parameter 'value' of 'put' crosses to another core
}

// Never instantiated.
template <class T> void never(Flash &flash, T t) {
  put(t);
  (void)flash;
}

// Specialisations have their own boundary.
template <class T> void special(T &t) { (void)t; }
template <> void special(Flash &t AMBIT_CROSSES_CORE);
void specialised(Flash flash, Ram ram) {
  special(flash);
  // CHECK: :[[#@LINE-1]]:11: warning: 'flash' crosses to another core but 'Flash' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'Flash' is declared core-bound here
  // CHECK: note: parameter 't' of 'special' crosses to another core
  special(ram);   // crosses nothing
}

// if constexpr: the branch that is not taken does not exist.
template <class T> void choose(T &t) {
  if constexpr (sizeof(T) > 100)
    put(t);
  else
    (void)t;
}
void chosen(Flash flash) {
  choose(flash); // put is not called
}

// A requires-clause and a generic lambda.
void generic(Flash flash, Ram ram) {
  auto send = [](auto &x) { put(x); };
  send(flash);
  // CHECK: :[[#@LINE-1]]:8: warning: 'flash' crosses to another core but 'Flash' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'Flash' is declared core-bound here
  // CHECK: note: '(lambda)' hands it on
  // CHECK: note: parameter 'value' of 'put' crosses to another core
  send(ram);   // not bound
}
