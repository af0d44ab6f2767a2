// RUN: split-file %s %t
// RUN: %ambit-check --header-filter='.*' %t/main.cpp -- -std=c++20 %include 2>&1 \
// RUN:   | FileCheck %s --implicit-check-not='{{warning|error}}:'
//
// An inline function of a header that blocks: the deepest call in user code is there.

//--- bus.h
#include "ambit/annotations.h"
void wait_ready() AMBIT_BLOCKS;
inline void flush() {
  wait_ready();
}

//--- main.cpp
#include "bus.h"
AMBIT_ISR void pin_isr() {
  flush();
}
// CHECK: bus.h:4:3: warning: 'wait_ready' may block, but is called in interrupt handler 'pin_isr' [ambit-isr-unsafe-call]
// CHECK: main.cpp:3:3: note: 'pin_isr' calls 'flush' here
