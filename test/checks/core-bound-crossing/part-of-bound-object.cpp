// RUN: %ambit-check %s -- -std=c++20 %include 2>&1 | %expect

// A way to a part of a core-bound object: through arithmetic and through another name.

#include "ambit/annotations.h"

struct AMBIT_CORE_BOUND Adc {
  int value;
  int samples[8];
};
struct Plain {
  int value;
  int samples[8];
};

void number(const int &n AMBIT_CROSSES_CORE);
void numberAt(const int *n AMBIT_CROSSES_CORE);

void arithmetic(Adc &adc, Plain &plain) {
  numberAt(adc.samples + 3);
  // CHECK: :[[#@LINE-1]]:12: warning: 'samples' crosses to another core but 'Adc' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: it is a part of 'Adc', which is core-bound
  // CHECK: note: 'Adc' is declared core-bound here
  // CHECK: note: parameter 'n' of 'numberAt' crosses to another core
  numberAt(&adc.samples[0] + 3);
  // CHECK: :[[#@LINE-1]]:13: warning: 'samples' crosses to another core but 'Adc' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: it is a part of 'Adc', which is core-bound
  // CHECK: note: 'Adc' is declared core-bound here
  // CHECK: note: parameter 'n' of 'numberAt' crosses to another core
  numberAt(&adc.value);
  // CHECK: :[[#@LINE-1]]:13: warning: 'value' crosses to another core but 'Adc' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: it is a part of 'Adc', which is core-bound
  // CHECK: note: 'Adc' is declared core-bound here
  // CHECK: note: parameter 'n' of 'numberAt' crosses to another core
  numberAt(plain.samples + 3);     // not bound
}

void otherName(Adc &adc, Plain &plain) {
  int &part = adc.value;
  number(part);
  // CHECK: :[[#@LINE-1]]:10: warning: 'value' crosses to another core but 'Adc' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: it is a part of 'Adc', which is core-bound
  // CHECK: note: 'Adc' is declared core-bound here
  // CHECK: note: parameter 'n' of 'number' crosses to another core
  int &fine = plain.value;
  number(fine); // not bound
  int copy = adc.value;
  number(copy); // a copy
}
