#include "shared.h"
#include "ambit/annotations.h"
extern "C" AMBIT_ISR_AT(4) void radio_isr() { ++total; }
