// RUN: split-file %s %t
// RUN: %ambit-check --header-filter='.*' %t/main.cpp -- -std=c++20 %include 2>&1 \
// RUN:   | FileCheck %s --implicit-check-not='{{warning|error}}:'
//
// A variable of a header that a handler and main share.

//--- state.h
inline int hits;
inline void clear() {
  hits = 0;
}

//--- main.cpp
#include "ambit/annotations.h"
#include "state.h"
AMBIT_ISR void pin_isr() { ++hits; }
int main() {
  clear();
}
// CHECK: state.h:3:3: warning: writing 'hits' is not excluded from 'pin_isr' [ambit-undeclared-shared-state]
// CHECK: main.cpp:3:30: note: 'pin_isr' writes 'hits' here
