// RUN: %ambit-check %s -- -std=c++20 %include 2>&1 | %expect

// The same in C++: initialisers in conditions, constants by name, methods and templates.

#include "ambit/annotations.h"
#include <cstdint>

extern "C" int sched_getcpu();

enum Core : int { Network = 0, Application = 1 };
struct AMBIT_CORE_BOUND_TO(Network) Mac {
  int frames;
  void send();
};
extern Mac mac;

namespace cpu {
inline bool isNetwork() { return sched_getcpu() == Network; }
inline bool isApplication() { return sched_getcpu() == Application; }
} // namespace cpu
struct Cpu {
  static bool isNetwork() { return sched_getcpu() == Network; }
  bool isApplication() const { return sched_getcpu() == Application; }
};
template <int N> bool runsOn() { return sched_getcpu() == N; }

AMBIT_MIGRATES void withInitialiser() {
  if (int core = sched_getcpu(); core == Network)
    mac.send();
  mac.send();
  // CHECK: :[[#@LINE-1]]:3: warning: 'withInitialiser' may be moved to another core but uses 'mac', which is bound to core 0 [ambit-off-core-access]
  // CHECK: :[[#@LINE-21]]:8: note: 'Mac' is declared bound to core Network here
  // CHECK: :[[#@LINE-6]]:1: note: 'withInitialiser' is declared to migrate here
}
AMBIT_MIGRATES void byPredicate() {
  if (cpu::isNetwork())
    mac.send();
  if (cpu::isApplication())
    mac.send();
    // CHECK: :[[#@LINE-1]]:5: warning: 'byPredicate' runs on core 1 but uses 'mac', which is bound to core 0 [ambit-off-core-access]
    // CHECK: :[[#@LINE-30]]:8: note: 'Mac' is declared bound to core Network here
    // CHECK: :[[#@LINE-7]]:1: note: 'byPredicate' is declared to migrate here
}
AMBIT_MIGRATES void byMethod(Cpu cpu) {
  if (Cpu::isNetwork())
    mac.send();
  if (cpu.isApplication())
    mac.send();
    // CHECK: :[[#@LINE-1]]:5: warning: 'byMethod' runs on core 1 but uses 'mac', which is bound to core 0 [ambit-off-core-access]
    // CHECK: :[[#@LINE-39]]:8: note: 'Mac' is declared bound to core Network here
    // CHECK: :[[#@LINE-7]]:1: note: 'byMethod' is declared to migrate here
}
AMBIT_MIGRATES void byFlag() {
  if (bool network = cpu::isNetwork())
    mac.send();
  bool application = cpu::isApplication();
  if (application)
    mac.send();
    // CHECK: :[[#@LINE-1]]:5: warning: 'byFlag' runs on core 1 but uses 'mac', which is bound to core 0 [ambit-off-core-access]
    // CHECK: :[[#@LINE-49]]:8: note: 'Mac' is declared bound to core Network here
    // CHECK: :[[#@LINE-8]]:1: note: 'byFlag' is declared to migrate here
}
AMBIT_MIGRATES void byTemplate() {
  if (runsOn<0>())
    mac.send();
  if (runsOn<1>())
    mac.send();
    // CHECK: :[[#@LINE-1]]:5: warning: 'byTemplate' runs on core 1 but uses 'mac', which is bound to core 0 [ambit-off-core-access]
    // CHECK: :[[#@LINE-58]]:8: note: 'Mac' is declared bound to core Network here
    // CHECK: :[[#@LINE-7]]:1: note: 'byTemplate' is declared to migrate here
}
AMBIT_MIGRATES int conditional() {
  return sched_getcpu() == Network ? mac.frames
                                   : mac.frames + 1;
                                   // CHECK: :[[#@LINE-1]]:38: warning: 'conditional' runs on core 1 but uses 'mac', which is bound to core 0 [ambit-off-core-access]
                                   // CHECK: :[[#@LINE-65]]:8: note: 'Mac' is declared bound to core Network here
                                   // CHECK: :[[#@LINE-5]]:1: note: 'conditional' is declared to migrate here
}
AMBIT_MIGRATES void reversed() {
  if (Network == sched_getcpu())
    mac.send();
  if (Application == sched_getcpu())
    mac.send();
    // CHECK: :[[#@LINE-1]]:5: warning: 'reversed' runs on core 1 but uses 'mac', which is bound to core 0 [ambit-off-core-access]
    // CHECK: :[[#@LINE-74]]:8: note: 'Mac' is declared bound to core Network here
    // CHECK: :[[#@LINE-7]]:1: note: 'reversed' is declared to migrate here
}
