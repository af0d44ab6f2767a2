// RUN: cp %s %t.cpp
// RUN: %ambit-check --fix %t.cpp -- -std=c++20 %include > %t.out 2>&1
// RUN: FileCheck %s --input-file=%t.cpp --match-full-lines --strict-whitespace
//
// A stale waiver is removed, a claim that needs no trust becomes a verified one, and what a macro
// of the project says is left alone.

#include "ambit/annotations.h"

struct AMBIT_CORE_BOUND Timer { int ticks; };
bool give(Timer &timer AMBIT_CROSSES_CORE);

void send(Timer &timer) {
  AMBIT_UNCHECKED("stale") (void)timer;
// CHECK:  (void)timer;
  AMBIT_UNCHECKED("needed") give(timer);
// CHECK:  AMBIT_UNCHECKED("needed") give(timer);
  AMBIT_UNCHECKED("stale, "
                  "on two lines") (void)timer;
// CHECK:  (void)timer;
}
AMBIT_UNCHECKED("stale") int global = 1;
// CHECK:int global = 1;

struct AMBIT_SEND_UNCHECKED("stale") Numbers { int count; };
// CHECK:struct AMBIT_SEND Numbers { int count; };
struct AMBIT_SYNC_UNCHECKED("stale") Constant { const int count = 1; };
// CHECK:struct AMBIT_SYNC Constant { const int count = 1; };

#define PROJECT_WAIVER AMBIT_UNCHECKED("policy")
void other(Timer &timer) {
  PROJECT_WAIVER (void)timer;
// CHECK:  PROJECT_WAIVER (void)timer;
}
