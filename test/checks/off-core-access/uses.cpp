// RUN: %ambit-check %s -- -std=c++20 %include 2>&1 | %expect

// What counts as a use of a core-bound object, and what only holds a way to it.

#include "ambit/annotations.h"

struct AMBIT_CORE_BOUND_TO(0) Adc {
  int raw;
  int lanes[4];
  static const int Channels = 8;
  int convert(int channel);
  int peek() const;
  int operator[](int lane) const;
  Adc &operator+=(int offset);
  static int version();
};
struct Precise : Adc {
  int digits;
};
Adc *find(const char *name);
void calibrate(Adc &which);
void describe(const Adc *which);
int compare(const Adc *one, const Adc *other);
extern Adc adc;
extern Precise precise;

AMBIT_RUNS_ON(1) int members() {
  adc.raw = 1;
  // CHECK: :[[#@LINE-1]]:3: warning: 'members' runs on core 1 but uses 'adc', which is bound to core 0 [ambit-off-core-access]
  // CHECK: :[[#@LINE-23]]:8: note: 'Adc' is declared bound to core 0 here
  // CHECK: :[[#@LINE-4]]:1: note: 'members' is declared to run on core 1 here
  int n = adc.convert(2);
  // CHECK: :[[#@LINE-1]]:11: warning: 'members' runs on core 1 but uses 'adc', which is bound to core 0 [ambit-off-core-access]
  // CHECK: :[[#@LINE-27]]:8: note: 'Adc' is declared bound to core 0 here
  // CHECK: :[[#@LINE-8]]:1: note: 'members' is declared to run on core 1 here
  n += adc.peek();
  // CHECK: :[[#@LINE-1]]:8: warning: 'members' runs on core 1 but uses 'adc', which is bound to core 0 [ambit-off-core-access]
  // CHECK: :[[#@LINE-31]]:8: note: 'Adc' is declared bound to core 0 here
  // CHECK: :[[#@LINE-12]]:1: note: 'members' is declared to run on core 1 here
  n += adc.lanes[2];
  // CHECK: :[[#@LINE-1]]:8: warning: 'members' runs on core 1 but uses 'adc', which is bound to core 0 [ambit-off-core-access]
  // CHECK: :[[#@LINE-35]]:8: note: 'Adc' is declared bound to core 0 here
  // CHECK: :[[#@LINE-16]]:1: note: 'members' is declared to run on core 1 here
  return n;
}

AMBIT_RUNS_ON(1) int operators() {
  adc += 3;
  // CHECK: :[[#@LINE-1]]:3: warning: 'operators' runs on core 1 but uses 'adc', which is bound to core 0 [ambit-off-core-access]
  // CHECK: :[[#@LINE-43]]:8: note: 'Adc' is declared bound to core 0 here
  // CHECK: :[[#@LINE-4]]:1: note: 'operators' is declared to run on core 1 here
  return adc[1];
  // CHECK: :[[#@LINE-1]]:10: warning: 'operators' runs on core 1 but uses 'adc', which is bound to core 0 [ambit-off-core-access]
  // CHECK: :[[#@LINE-47]]:8: note: 'Adc' is declared bound to core 0 here
  // CHECK: :[[#@LINE-8]]:1: note: 'operators' is declared to run on core 1 here
}

AMBIT_RUNS_ON(1) int references(Adc *held) {
  Adc &same = adc; // a name for it
  int n = same.raw;
  // CHECK: :[[#@LINE-1]]:11: warning: 'references' runs on core 1 but uses 'same', which is bound to core 0 [ambit-off-core-access]
  // CHECK: :[[#@LINE-55]]:8: note: 'Adc' is declared bound to core 0 here
  // CHECK: :[[#@LINE-5]]:1: note: 'references' is declared to run on core 1 here
  n += held->raw;
  // CHECK: :[[#@LINE-1]]:8: warning: 'references' runs on core 1 but uses 'held', which is bound to core 0 [ambit-off-core-access]
  // CHECK: :[[#@LINE-59]]:8: note: 'Adc' is declared bound to core 0 here
  // CHECK: :[[#@LINE-9]]:1: note: 'references' is declared to run on core 1 here
  n += (*held).peek();
  // CHECK: :[[#@LINE-1]]:9: warning: 'references' runs on core 1 but uses 'held', which is bound to core 0 [ambit-off-core-access]
  // CHECK: :[[#@LINE-63]]:8: note: 'Adc' is declared bound to core 0 here
  // CHECK: :[[#@LINE-13]]:1: note: 'references' is declared to run on core 1 here
  return n;
}

AMBIT_RUNS_ON(1) int throughBase() {
  return precise.raw;
  // CHECK: :[[#@LINE-1]]:10: warning: 'throughBase' runs on core 1 but uses 'precise', which is bound to core 0 [ambit-off-core-access]
  // CHECK: :[[#@LINE-71]]:8: note: 'Adc' is declared bound to core 0 here
  // CHECK: :[[#@LINE-4]]:1: note: 'throughBase' is declared to run on core 1 here
}

AMBIT_RUNS_ON(1) void handedOn(Adc *held) {
  calibrate(adc);
  // CHECK: :[[#@LINE-1]]:13: warning: 'handedOn' runs on core 1 but uses 'adc', which is bound to core 0 [ambit-off-core-access]
  // CHECK: :[[#@LINE-78]]:8: note: 'Adc' is declared bound to core 0 here
  // CHECK: :[[#@LINE-4]]:1: note: 'handedOn' is declared to run on core 1 here
  describe(held);
  // CHECK: :[[#@LINE-1]]:12: warning: 'handedOn' runs on core 1 but uses 'held', which is bound to core 0 [ambit-off-core-access]
  // CHECK: :[[#@LINE-82]]:8: note: 'Adc' is declared bound to core 0 here
  // CHECK: :[[#@LINE-8]]:1: note: 'handedOn' is declared to run on core 1 here
}

AMBIT_RUNS_ON(1) int noUse(Adc *held) {
  Adc *found = find("adc0");
  if (found == held || !found)
    return 0;
  int n = sizeof adc + sizeof(adc.lanes);
  n += Adc::version() + Adc::Channels;
  static Adc *remembered;
  remembered = &adc; // kept for core 0
  return n;
}

AMBIT_RUNS_ON(0) int atHome(Adc *held) {
  calibrate(adc);
  held->raw = 2;
  return adc[0] + held->convert(1) + precise.digits;
}
