// RUN: %ambit-check %s -- -std=c11 %include 2>&1 | %expect
// REQUIRES: annotate-statements
//
// A label belongs to the statement it stands before, and so does a waiver before the label.

#include "ambit/annotations.h"

struct AMBIT_CORE_BOUND timer {
    int ticks;
};
int give(struct timer *t AMBIT_CROSSES_CORE);

int labels(struct timer *t)
{
    AMBIT_UNCHECKED("waived") again: give(t);
    if (t->ticks)
        goto again;
    AMBIT_UNCHECKED("stale") other: t->ticks = 1;
    // CHECK: :[[@LINE-1]]:5: warning: this waiver waives nothing [ambit-stale-waiver]
    if (t->ticks)
        goto other;
last:
    AMBIT_UNCHECKED("behind the label") give(t);
    if (t->ticks)
        goto last;
    return 0;
}
