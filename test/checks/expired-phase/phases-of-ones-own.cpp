// RUN: %ambit-check %s -- -std=c++20 %include 2>&1 | %expect

// Phases have names of one's own, and end each for itself. A function can end a phase and be bound to another.

#include "ambit/annotations.h"

struct Board {
  void lockClocks() AMBIT_ENDS_PHASE(clock_setup) AMBIT_PHASE_BOUND(power_up);
  void goLive() AMBIT_ENDS_PHASE(power_up);
  void setClock(int hertz) AMBIT_PHASE_BOUND(clock_setup);
  void setRail(int millivolts) AMBIT_PHASE_BOUND(power_up);
};

void inOrder(Board &b) {
  b.setClock(1);
  b.lockClocks();
  b.setRail(3300); // power-up goes on
  b.goLive();
}
void wrongOrder(Board &b) {
  b.lockClocks();
  b.setClock(2);
  // CHECK: :[[#@LINE-1]]:5: warning: 'setClock' is used after phase 'clock_setup' has ended [ambit-expired-phase]
  // CHECK: :[[#@LINE-14]]:28: note: 'setClock' is declared bound to phase 'clock_setup' here
  // CHECK: :[[#@LINE-4]]:5: note: the phase ends here
  b.goLive();
  b.setRail(1800);
  // CHECK: :[[#@LINE-1]]:5: warning: 'setRail' is used after phase 'power_up' has ended [ambit-expired-phase]
  // CHECK: :[[#@LINE-18]]:32: note: 'setRail' is declared bound to phase 'power_up' here
  // CHECK: :[[#@LINE-4]]:5: note: the phase ends here
  b.lockClocks();
  // CHECK: :[[#@LINE-1]]:5: warning: 'lockClocks' is used after phase 'power_up' has ended [ambit-expired-phase]
  // CHECK: :[[#@LINE-25]]:51: note: 'lockClocks' is declared bound to phase 'power_up' here
  // CHECK: :[[#@LINE-8]]:5: note: the phase ends here
}
