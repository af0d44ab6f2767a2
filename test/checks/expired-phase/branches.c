// RUN: %ambit-check %s -- -std=c11 %include 2>&1 | %expect

// After a branch that ends the phase, after a join, and in loops.

#include "ambit/annotations.h"

void leave(void) AMBIT_ENDS_PHASE(boot);
void probe(int n) AMBIT_PHASE_BOUND(boot);
_Noreturn void stop(void);

void in_branch(int quit) {
  if (quit) {
    leave();
    probe(1);
    // CHECK: :[[#@LINE-1]]:5: warning: 'probe' is used after phase 'boot' has ended [ambit-expired-phase]
    // CHECK: :[[#@LINE-8]]:19: note: 'probe' is declared bound to phase 'boot' here
    // CHECK: :[[#@LINE-4]]:5: note: the phase ends here
  } else {
    probe(2);
  }
}
void after_join(int quit) {
  if (quit)
    leave();
  probe(1);
  // CHECK: :[[#@LINE-1]]:3: warning: 'probe' is used where phase 'boot' may have ended [ambit-expired-phase]
  // CHECK: :[[#@LINE-19]]:19: note: 'probe' is declared bound to phase 'boot' here
  // CHECK: :[[#@LINE-4]]:5: note: the phase may end here
}
void on_both_ways(int quit) {
  if (quit)
    leave();
  else
    leave();
  probe(1);
  // CHECK: :[[#@LINE-1]]:3: warning: 'probe' is used after phase 'boot' has ended [ambit-expired-phase]
  // CHECK: :[[#@LINE-29]]:19: note: 'probe' is declared bound to phase 'boot' here
  // CHECK: :[[#@LINE-6]]:5: note: the phase ends here
}
void leaves_the_function(int quit) {
  if (quit) {
    leave();
    return;
  }
  probe(1);
}
void does_not_return(int quit) {
  if (quit) {
    leave();
    stop();
  }
  probe(1);
}
void in_loop(int n) {
  for (int i = 0; i < n; i++) {
    probe(i);
    // CHECK: :[[#@LINE-1]]:5: warning: 'probe' is used where phase 'boot' may have ended [ambit-expired-phase]
    // CHECK: :[[#@LINE-50]]:19: note: 'probe' is declared bound to phase 'boot' here
    // CHECK: :[[#@LINE+1]]:5: note: the phase may end here
    leave();
  }
}
void loop_that_ends_with_it(int n) {
  for (int i = 0; i < n; i++) {
    probe(i);
    if (i == 3) {
      leave();
      break;
    }
  }
}
void by_switch(int how) {
  switch (how) {
  case 0:
    leave();
    // fall through
  case 1:
    probe(1);
    // CHECK: :[[#@LINE-1]]:5: warning: 'probe' is used where phase 'boot' may have ended [ambit-expired-phase]
    // CHECK: :[[#@LINE-72]]:19: note: 'probe' is declared bound to phase 'boot' here
    // CHECK: :[[#@LINE-6]]:5: note: the phase may end here
    break;
  default:
    probe(2);
  }
}
int by_conditional(int quit) { return quit ? (leave(), 1) : (probe(1), 0); }
void twice(void) {
  leave();
  leave();
  probe(1);
  // CHECK: :[[#@LINE-1]]:3: warning: 'probe' is used after phase 'boot' has ended [ambit-expired-phase]
  // CHECK: :[[#@LINE-85]]:19: note: 'probe' is declared bound to phase 'boot' here
  // CHECK: :[[#@LINE-5]]:3: note: the phase ends here
}
