// RUN: %ambit-check %s -- -std=c++20 %include 2>&1 | %expect

// A thread that the scheduler may move is on no core for certain.

#include "ambit/annotations.h"
#include <thread>

struct AMBIT_CORE_BOUND_TO(0) Adc {
  int raw;
};
struct AMBIT_CORE_BOUND Bus {
  Bus();
  ~Bus();
  void send(int word);
};
extern Adc adc;
AMBIT_RUNS_ON(1) void second();
AMBIT_RUNS_ON(0) void first();

AMBIT_MIGRATES int sample() {
  return adc.raw;
  // CHECK: :[[#@LINE-1]]:10: warning: 'sample' may be moved to another core but uses 'adc', which is bound to core 0 [ambit-off-core-access]
  // CHECK: :[[#@LINE-15]]:8: note: 'Adc' is declared bound to core 0 here
  // CHECK: :[[#@LINE-4]]:1: note: 'sample' is declared to migrate here
}
AMBIT_MIGRATES void ownBus() {
  Bus bus;
  // CHECK: :[[#@LINE-1]]:7: warning: 'ownBus' may be moved to another core but makes 'bus', which is bound to the core that makes it [ambit-off-core-access]
  // CHECK: :[[#@LINE-18]]:8: note: 'Bus' is declared core-bound here
  // CHECK: :[[#@LINE-4]]:1: note: 'ownBus' is declared to migrate here
  bus.send(1);
}
AMBIT_MIGRATES void calls() {
  second();
  // CHECK: :[[#@LINE-1]]:3: warning: 'calls' may be moved to another core but calls 'second', which runs on core 1 only [ambit-off-core-access]
  // CHECK: :[[#@LINE-19]]:1: note: 'second' is declared to run on core 1 here
  // CHECK: :[[#@LINE-4]]:1: note: 'calls' is declared to migrate here
}
AMBIT_MIGRATES void heldBus(Bus &bus) {
  bus.send(2);
  // CHECK: :[[#@LINE-1]]:3: warning: 'heldBus' may be moved to another core but uses 'bus', which is bound to the core that made it [ambit-off-core-access]
  // CHECK: :[[#@LINE-31]]:8: note: 'Bus' is declared core-bound here
  // CHECK: :[[#@LINE-4]]:1: note: 'heldBus' is declared to migrate here
}
static void helper() {
  adc.raw = 0;
  // CHECK: :[[#@LINE-1]]:3: warning: 'helper' may be moved to another core but uses 'adc', which is bound to core 0 [ambit-off-core-access]
  // CHECK: :[[#@LINE-40]]:8: note: 'Adc' is declared bound to core 0 here
  // CHECK: :[[#@LINE+4]]:22: note: a lambda calls 'helper' here
  // CHECK: :[[#@LINE+3]]:15: note: a lambda is started here, and nothing pins it to a core
}
void start() {
  std::thread t([] { helper(); });
  t.join();
}
void unknown(Bus &bus) {
  bus.send(3); // no one says where it runs
  adc.raw = 1;
}
