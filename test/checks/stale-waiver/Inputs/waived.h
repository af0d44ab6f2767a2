#include "ambit/annotations.h"

struct AMBIT_CORE_BOUND timer {
    int ticks;
};
int give(struct timer *t AMBIT_CROSSES_CORE);

static inline int waived(struct timer *t)
{
    AMBIT_UNCHECKED("in a header") return give(t);
}
static inline int stale(struct timer *t)
{
    AMBIT_UNCHECKED("in a header") return t->ticks;
}
