// RUN: split-file %s %t
// RUN: %ambit-check --header-filter='.*' %t/main.cpp -- -std=c++20 %include 2>&1 \
// RUN:   | FileCheck %s --implicit-check-not='{{warning|error}}:'
// RUN: %ambit-check --header-filter='.*' %t/system.cpp -- -std=c++20 %include -isystem %t 2>&1 \
// RUN:   | not grep -E 'warning|error'
//
// What an inline function of a header does is said in the header; a system header is left alone.

//--- counter.h
#include "ambit/annotations.h"
AMBIT_ISR_SHARED inline int hits;
inline void clear() {
  hits = 0;
}

//--- main.cpp
#include "counter.h"
AMBIT_ISR void pin_isr() { ++hits; }
int main() { clear(); }
// CHECK: counter.h:4:3: warning: writing 'hits' is not excluded from 'pin_isr' [ambit-unlocked-shared-state]
// CHECK: main.cpp:2:30: note: 'pin_isr' writes 'hits' here
// CHECK: main.cpp:3:14: note: 'main' calls 'clear' here
// CHECK: counter.h:2:1: note: 'hits' is declared shared with handlers here
// CHECK: counter.h:4:3: note: mask interrupts around this access

//--- system.cpp
#include <counter.h>
AMBIT_ISR void pin_isr() { ++hits; }
int main() { clear(); } // the author of the header answers for it
