// RUN: %ambit-check %s -- -std=c11 %include 2>&1 | %expect
//
// _Atomic is sync with and without volatile, if what can be taken out of it is send.

#include "ambit/annotations.h"
#include <stdatomic.h>

struct AMBIT_THREAD_BOUND window {
    int handle;
};
struct current {
    _Atomic(struct window *) top;
};
struct ticks {
    volatile atomic_uint count;
    volatile _Atomic int late;
};
struct AMBIT_SYNC claimed {
    volatile atomic_uint count;
};

void share_current(struct current *value AMBIT_CROSSES_THREAD);
void share_ticks(struct ticks *value AMBIT_CROSSES_THREAD);

void send(struct current *c, struct ticks *t)
{
    share_current(c);
    // CHECK: :[[@LINE-1]]:19: warning: 'c' crosses to another thread but 'current', which it leads to, is not sync [ambit-unsendable-crossing]
    share_ticks(t);
}
