// RUN: %ambit-check %s -- -std=c11 %include 2>&1 | %expect

// A helper that uses what is dead is reported itself if all its callers come late, else at the late call.

#include "ambit/annotations.h"

void leave(void) AMBIT_ENDS_PHASE(boot);
void probe(int n) AMBIT_PHASE_BOUND(boot);

static void only_late(void) {
  probe(1);
  // CHECK: :[[#@LINE-1]]:3: warning: 'probe' is used after phase 'boot' has ended [ambit-expired-phase]
  // CHECK: :[[#@LINE-5]]:19: note: 'probe' is declared bound to phase 'boot' here
  // CHECK: :[[#@LINE+25]]:3: note: 'late' calls 'only_late' here, after the phase has ended
  // CHECK: :[[#@LINE+23]]:3: note: the phase ends here
}
static void late_and_early(void) { probe(2); }
static void innermost(void) {
  probe(3);
  // CHECK: :[[#@LINE-1]]:3: warning: 'probe' is used after phase 'boot' has ended [ambit-expired-phase]
  // CHECK: :[[#@LINE-13]]:19: note: 'probe' is declared bound to phase 'boot' here
  // CHECK: :[[#@LINE+4]]:28: note: 'middle' calls 'innermost' here
  // CHECK: :[[#@LINE+22]]:3: note: 'late' calls 'middle' here, after the phase has ended
  // CHECK: :[[#@LINE+14]]:3: note: the phase ends here
}
static void middle(void) { innermost(); }
static void two_steps(void) { probe(4); }
static void step(void) { two_steps(); }
static void only_early(void) { probe(5); }
void from_anywhere(void) { probe(6); }

void early(void) {
  late_and_early();
  step();
  only_early();
}
void late(void) {
  leave();
  only_late();
  late_and_early();
  // CHECK: :[[#@LINE-1]]:3: warning: 'late_and_early' is called after phase 'boot' has ended, but uses 'probe' [ambit-expired-phase]
  // CHECK: :[[#@LINE-25]]:36: note: 'probe' is used here
  // CHECK: :[[#@LINE-35]]:19: note: 'probe' is declared bound to phase 'boot' here
  // CHECK: :[[#@LINE-6]]:3: note: the phase ends here
  middle();
  step();
  // CHECK: :[[#@LINE-1]]:3: warning: 'step' is called after phase 'boot' has ended, but uses 'probe' [ambit-expired-phase]
  // CHECK: :[[#@LINE-21]]:31: note: 'probe' is used here
  // CHECK: :[[#@LINE-41]]:19: note: 'probe' is declared bound to phase 'boot' here
  // CHECK: :[[#@LINE-12]]:3: note: the phase ends here
}
void perhaps(int quit) {
  only_early();
  if (quit)
    leave();
  late_and_early();
  // CHECK: :[[#@LINE-1]]:3: warning: 'late_and_early' is called where phase 'boot' may have ended, but uses 'probe' [ambit-expired-phase]
  // CHECK: :[[#@LINE-41]]:36: note: 'probe' is used here
  // CHECK: :[[#@LINE-51]]:19: note: 'probe' is declared bound to phase 'boot' here
  // CHECK: :[[#@LINE-5]]:5: note: the phase may end here
}
