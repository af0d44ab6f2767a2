// RUN: %ambit-check %s -- -std=c++20 %include 2>&1 | %expect

// A lambda runs where it is called, or where the call says that runs it.

#include "ambit/annotations.h"
#include <functional>

struct AMBIT_CORE_BOUND_TO(0) Adc {
  int raw;
  int convert(int);
};
extern Adc adc;

void onOther(std::function<void()> f AMBIT_CALLED_ON(1));
void onHome(std::function<void()> f AMBIT_CALLED_ON(0));

AMBIT_RUNS_ON(1) void called() {
  auto read = [] {
    return adc.raw;
    // CHECK: :[[#@LINE-1]]:12: warning: a lambda runs on core 1 but uses 'adc', which is bound to core 0 [ambit-off-core-access]
    // CHECK: :[[#@LINE-13]]:8: note: 'Adc' is declared bound to core 0 here
    // CHECK: :[[#@LINE-5]]:1: note: 'called' is declared to run on core 1 here
  };
  read();
}
AMBIT_RUNS_ON(0) void calledAtHome() {
  auto read = [] { return adc.raw; };
  read();
}
void sent() {
  onOther([] {
    adc.convert(1);
    // CHECK: :[[#@LINE-1]]:5: warning: a lambda runs on core 1 but uses 'adc', which is bound to core 0 [ambit-off-core-access]
    // CHECK: :[[#@LINE-26]]:8: note: 'Adc' is declared bound to core 0 here
    // CHECK: :[[#@LINE-4]]:3: note: a lambda is started on core 1 here
  });
  onHome([] { adc.convert(2); });
}
AMBIT_RUNS_ON(1) void sentHome() {
  onHome([] { adc.convert(3); });
}
AMBIT_RUNS_ON(1) void onlyMade() {
  static auto kept = [] { return adc.raw; };
  (void)kept;
}
