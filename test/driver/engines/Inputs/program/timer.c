#include "shared.h"
#include "ambit/annotations.h"
AMBIT_ISR_AT(3) void timer_isr(void) { step(); }
