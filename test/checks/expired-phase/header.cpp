// RUN: split-file %s %t
// RUN: %ambit-check --header-filter='.*' %t/main.cpp -- -std=c++20 %include 2>&1 \
// RUN:   | FileCheck %s --implicit-check-not='{{warning|error}}:'

// An inline function of a header that is only called late, and one that is not.

//--- board.h
#include "ambit/annotations.h"
void leave() AMBIT_ENDS_PHASE(boot);
void probe(int n) AMBIT_PHASE_BOUND(boot);
inline void finish() { probe(1); }
inline void check() { probe(2); }

//--- main.cpp
#include "board.h"
int main() {
  check();
  leave();
  finish();
  check();
}
// CHECK: board.h:4:24: warning: 'probe' is used after phase 'boot' has ended [ambit-expired-phase]
// CHECK: board.h:3:19: note: 'probe' is declared bound to phase 'boot' here
// CHECK: main.cpp:5:3: note: 'main' calls 'finish' here, after the phase has ended
// CHECK: main.cpp:4:3: note: the phase ends here
// CHECK: main.cpp:6:3: warning: 'check' is called after phase 'boot' has ended, but uses 'probe' [ambit-expired-phase]
// CHECK: board.h:5:23: note: 'probe' is used here
// CHECK: board.h:3:19: note: 'probe' is declared bound to phase 'boot' here
// CHECK: main.cpp:4:3: note: the phase ends here
