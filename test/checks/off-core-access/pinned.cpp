// RUN: %ambit-check %s -- -std=c++20 %include 2>&1 | %expect

// A thread that is started on a core, or pins itself to one, is there.

#include "ambit/annotations.h"

typedef int BaseType_t;
typedef unsigned UBaseType_t;
extern "C" BaseType_t xTaskCreatePinnedToCore(void (*code)(void *), const char *, unsigned, void *,
                                              UBaseType_t, void *, BaseType_t core);

struct AMBIT_CORE_BOUND_TO(0) Adc {
  int raw;
  int convert(int);
};
extern Adc adc;
void *const NoArgument = nullptr;

static void home(void *) { adc.convert(1); }
static void away(void *) {
  adc.convert(2);
  // CHECK: :[[#@LINE-1]]:3: warning: 'away' runs on core 1 but uses 'adc', which is bound to core 0 [ambit-off-core-access]
  // CHECK: :[[#@LINE-11]]:8: note: 'Adc' is declared bound to core 0 here
  // CHECK: :[[#@LINE+19]]:3: note: 'away' is started on core 1 here
}
static void anywhere(void *) {
  adc.convert(3);
  // CHECK: :[[#@LINE-1]]:3: warning: 'anywhere' may be moved to another core but uses 'adc', which is bound to core 0 [ambit-off-core-access]
  // CHECK: :[[#@LINE-17]]:8: note: 'Adc' is declared bound to core 0 here
  // CHECK: :[[#@LINE+14]]:3: note: 'anywhere' is started here, and nothing pins it to a core
}
static void both(void *) {
  adc.convert(4);
  // CHECK: :[[#@LINE-1]]:3: warning: 'both' runs on core 1 but uses 'adc', which is bound to core 0 [ambit-off-core-access]
  // CHECK: :[[#@LINE-23]]:8: note: 'Adc' is declared bound to core 0 here
  // CHECK: :[[#@LINE+10]]:3: note: 'both' is started on core 1 here
}

static void somewhere(void *) { adc.convert(5); } // perhaps on core 0

void start() {
  xTaskCreatePinnedToCore(home, "home", 2048, NoArgument, 5, nullptr, 0);
  xTaskCreatePinnedToCore(away, "away", 2048, NoArgument, 5, nullptr, 1);
  xTaskCreatePinnedToCore(anywhere, "any", 2048, NoArgument, 5, nullptr, 0x7FFFFFFF);
  xTaskCreatePinnedToCore(both, "both0", 2048, NoArgument, 5, nullptr, 0);
  xTaskCreatePinnedToCore(both, "both1", 2048, NoArgument, 5, nullptr, 1);
}
void startSomewhere(int core) {
  xTaskCreatePinnedToCore(somewhere, "some", 2048, NoArgument, 5, nullptr, core);
}
