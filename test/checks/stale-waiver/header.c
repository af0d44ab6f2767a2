// RUN: %ambit-check --header-filter='.*' %s -- -std=c11 -I%S/Inputs %include 2>&1 | %expect
// RUN: %ambit-check %s -- -std=c11 -isystem %S/Inputs %include 2>&1 | %expect --check-prefix=SYSTEM
//
// Waivers in a header count where the header's findings do.

#include "waived.h"

// CHECK: waived.h:14:5: warning: this waiver waives nothing [ambit-stale-waiver]
// SYSTEM-NOT: warning:
int use(struct timer *t) { return waived(t) + stale(t); }
