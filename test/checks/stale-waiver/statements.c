// RUN: %ambit-check %s -- -std=c11 %include 2>&1 | %expect --implicit-check-not=note:
//
// AMBIT_UNCHECKED before every kind of statement in C11.

#include "ambit/annotations.h"

struct AMBIT_CORE_BOUND timer {
    int ticks;
};
int give(struct timer *t AMBIT_CROSSES_CORE);

AMBIT_UNCHECKED("function") static int whole(struct timer *t) { give(t); return give(t); }

int statements(struct timer *t, int k)
{
    AMBIT_UNCHECKED("expression") give(t);
    AMBIT_UNCHECKED("block") { give(t); give(t); }
    AMBIT_UNCHECKED("if") if (give(t)) { give(t); } else give(t);
    AMBIT_UNCHECKED("for") for (int b = give(t); give(t); b = give(t)) give(t);
    AMBIT_UNCHECKED("while") while (give(t)) give(t);
    AMBIT_UNCHECKED("do") do { give(t); } while (give(t));
    AMBIT_UNCHECKED("switch") switch (give(t)) { case 1: give(t); }
    AMBIT_UNCHECKED("declaration") int d = give(t), e = give(t);
    AMBIT_UNCHECKED("assignment") d = give(t);
    AMBIT_UNCHECKED("comma") (void)give(t), d = give(t);
    AMBIT_UNCHECKED("conditional") d = k ? give(t) : 0;
    if (k) AMBIT_UNCHECKED("then") give(t);
    else give(t);
    // CHECK: :[[@LINE-1]]:15: warning: 't' crosses to another core but 'timer' is core-bound [ambit-core-bound-crossing]
    // CHECK: :[[@LINE-23]]:8: note: 'timer' is declared core-bound here
    // CHECK: :[[@LINE-21]]:24: note: parameter 't' of 'give' crosses to another core
    switch (k) {
    case 1: AMBIT_UNCHECKED("case") give(t); break;
    AMBIT_UNCHECKED("before the case") case 2: give(t); break;
    case 3: give(t); break;
    // CHECK: :[[@LINE-1]]:18: warning: 't' crosses to another core but 'timer' is core-bound [ambit-core-bound-crossing]
    // CHECK: :[[@LINE-30]]:8: note: 'timer' is declared core-bound here
    // CHECK: :[[@LINE-28]]:24: note: parameter 't' of 'give' crosses to another core
    default: AMBIT_UNCHECKED("default") { give(t); }
    }
    AMBIT_UNCHECKED("the first only") give(t); give(t);
    // CHECK: :[[@LINE-1]]:53: warning: 't' crosses to another core but 'timer' is core-bound [ambit-core-bound-crossing]
    // CHECK: :[[@LINE-36]]:8: note: 'timer' is declared core-bound here
    // CHECK: :[[@LINE-34]]:24: note: parameter 't' of 'give' crosses to another core
    AMBIT_UNCHECKED("return") return give(t) + whole(t) + d + e;
}
