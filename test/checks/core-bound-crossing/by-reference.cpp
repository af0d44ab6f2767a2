// RUN: %ambit-check %s -- -std=c++20 %include 2>&1 | %expect

// A reference to a core-bound object is a way to reach it, const or not.

#include "ambit/annotations.h"
#include <functional>
#include <memory>
#include <span>

struct AMBIT_CORE_BOUND Adc {
  int value;
  int samples[8];
  int read() const;
};
struct Board {
  Adc adc;
  int revision;
};

void give(Adc &adc AMBIT_CROSSES_CORE);
void look(const Adc &adc AMBIT_CROSSES_CORE);
void point(const Adc *adc AMBIT_CROSSES_THREAD);
void number(const int &n AMBIT_CROSSES_CORE);
void numberAt(const int *n AMBIT_CROSSES_CORE);
void numbers(std::span<int> some AMBIT_CROSSES_CORE);
void wrapped(std::reference_wrapper<const Adc> adc AMBIT_CROSSES_CORE);
void raw(const void *any AMBIT_CROSSES_CORE);

void references(Adc &adc, Board &board, int own) {
  give(adc);
  // CHECK: :[[#@LINE-1]]:8: warning: 'adc' crosses to another core but 'Adc' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'Adc' is declared core-bound here
  // CHECK: note: parameter 'adc' of 'give' crosses to another core
  look(adc);
  // CHECK: :[[#@LINE-1]]:8: warning: 'adc' crosses to another core but 'Adc' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'Adc' is declared core-bound here
  // CHECK: note: parameter 'adc' of 'look' crosses to another core
  point(&adc);
  // CHECK: :[[#@LINE-1]]:10: warning: 'adc' crosses to another core but 'Adc' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'Adc' is declared core-bound here
  // CHECK: note: parameter 'adc' of 'point' crosses to another thread, on a core nobody knows
  look(board.adc);
  // CHECK: :[[#@LINE-1]]:8: warning: 'adc' crosses to another core but 'Adc' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'Adc' is declared core-bound here
  // CHECK: note: parameter 'adc' of 'look' crosses to another core
  wrapped(std::ref(adc));
  // CHECK: :[[#@LINE-1]]:11: warning: 'adc' crosses to another core but 'std::reference_wrapper<const Adc>' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: it holds 'Adc', which is core-bound
  // CHECK: note: 'Adc' is declared core-bound here
  // CHECK: note: parameter 'adc' of 'wrapped' crosses to another core
  wrapped(std::cref(adc));
  // CHECK: :[[#@LINE-1]]:21: warning: 'adc' crosses to another core but 'Adc' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'Adc' is declared core-bound here
  // CHECK: note: parameter 'adc' of 'wrapped' crosses to another core
  point(std::addressof(adc));
  // CHECK: :[[#@LINE-1]]:24: warning: 'adc' crosses to another core but 'Adc' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'Adc' is declared core-bound here
  // CHECK: note: parameter 'adc' of 'point' crosses to another thread, on a core nobody knows
  look(*&adc);
  // CHECK: :[[#@LINE-1]]:10: warning: 'adc' crosses to another core but 'Adc' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'Adc' is declared core-bound here
  // CHECK: note: parameter 'adc' of 'look' crosses to another core
  number(own);            // an int is an int
  numberAt(&board.revision); // a part of Board, which is not bound itself
}

// A pointer to a part leads to the object.
void parts(Adc &adc, Board &board) {
  number(adc.value);
  // CHECK: :[[#@LINE-1]]:10: warning: 'value' crosses to another core but 'Adc' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: it is a part of 'Adc', which is core-bound
  // CHECK: note: 'Adc' is declared core-bound here
  // CHECK: note: parameter 'n' of 'number' crosses to another core
  numberAt(&adc.value);
  // CHECK: :[[#@LINE-1]]:13: warning: 'value' crosses to another core but 'Adc' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: it is a part of 'Adc', which is core-bound
  // CHECK: note: 'Adc' is declared core-bound here
  // CHECK: note: parameter 'n' of 'numberAt' crosses to another core
  numberAt(&adc.samples[2]);
  // CHECK: :[[#@LINE-1]]:13: warning: 'samples' crosses to another core but 'Adc' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: it is a part of 'Adc', which is core-bound
  // CHECK: note: 'Adc' is declared core-bound here
  // CHECK: note: parameter 'n' of 'numberAt' crosses to another core
  numberAt(adc.samples);
  // CHECK: :[[#@LINE-1]]:12: warning: 'samples' crosses to another core but 'Adc' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: it is a part of 'Adc', which is core-bound
  // CHECK: note: 'Adc' is declared core-bound here
  // CHECK: note: parameter 'n' of 'numberAt' crosses to another core
  numberAt(&board.adc.value);
  // CHECK: :[[#@LINE-1]]:13: warning: 'value' crosses to another core but 'Adc' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: it is a part of 'Adc', which is core-bound
  // CHECK: note: 'Adc' is declared core-bound here
  // CHECK: note: parameter 'n' of 'numberAt' crosses to another core
  numbers(adc.samples);
  // CHECK: :[[#@LINE-1]]:11: warning: 'samples' crosses to another core but 'Adc' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: it is a part of 'Adc', which is core-bound
  // CHECK: note: 'Adc' is declared core-bound here
  // CHECK: note: parameter 'some' of 'numbers' crosses to another core
  raw(&adc.samples[1]);
  // CHECK: :[[#@LINE-1]]:8: warning: 'samples' crosses to another core but 'Adc' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: it is a part of 'Adc', which is core-bound
  // CHECK: note: 'Adc' is declared core-bound here
  // CHECK: note: parameter 'any' of 'raw' crosses to another core
}

void partInLocal(Adc &adc) {
  int *p = &adc.value;
  numberAt(p);
  // CHECK: :[[#@LINE-1]]:12: warning: 'value' crosses to another core but 'Adc' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: it is a part of 'Adc', which is core-bound
  // CHECK: note: 'Adc' is declared core-bound here
  // CHECK: note: this was put into 'p' here
  // CHECK: note: parameter 'n' of 'numberAt' crosses to another core
  int copy = adc.value;
  p = &copy;
  numberAt(p); // the local copy now
}

void aliasReference(Adc &adc) {
  Adc &same = adc;
  look(same);
  // CHECK: :[[#@LINE-1]]:8: warning: 'adc' crosses to another core but 'Adc' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'Adc' is declared core-bound here
  // CHECK: note: parameter 'adc' of 'look' crosses to another core
}
