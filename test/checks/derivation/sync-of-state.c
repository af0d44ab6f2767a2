// RUN: %ambit-check %s -- -std=c11 %include 2>&1 | %expect --implicit-check-not=note:
//
// volatile, _Atomic and pointers to registers in C.

#include "ambit/annotations.h"
#include <stdatomic.h>

struct flag {
    volatile int set;
};
struct counters {
    atomic_uint count;
    _Atomic int ticks;
    atomic_flag busy;
};
struct device {
    volatile unsigned *registers;
};

void give_flag(struct flag value AMBIT_CROSSES_THREAD);
void own_flag(struct flag *value AMBIT_CROSSES_THREAD AMBIT_OWNER);
void share_counters(struct counters *value AMBIT_CROSSES_THREAD);
void share_device(struct device value AMBIT_CROSSES_THREAD);

void send(struct flag *f, struct counters *c, struct device d)
{
    give_flag(*f);
    own_flag(f); /* handed over, not shared */
    share_counters(c);
    share_device(d);
}
