// RUN: cp %s %t.cpp
// RUN: %ambit-check --fix %t.cpp -- -std=c++20 %include > %t.out 2>&1
// RUN: FileCheck %s --input-file=%t.cpp --match-full-lines --strict-whitespace
//
// A misspelt annotation is replaced where one is near; a missing reason is left to fill in.

#include "ambit/annotations.h"

struct [[clang::annotate("ambit::sned")]] Misspelt {};
// CHECK:struct {{\[\[}}clang::annotate("ambit::send")]] Misspelt {};

struct __attribute__((annotate("ambit::core_bond"))) Gnu { int ambit; };
// CHECK:struct __attribute__((annotate("ambit::core_bound"))) Gnu { int ambit; };

struct [[clang::annotate("ambit::zebra_crossing")]] Far {};
// CHECK:struct {{\[\[}}clang::annotate("ambit::zebra_crossing")]] Far {};

struct AMBIT_THREAD_BOUND Canvas { int name; };
struct AMBIT_SEND_UNCHECKED("") NoReason { Canvas canvas; };
// CHECK:struct AMBIT_SEND_UNCHECKED("TODO: say why this holds") NoReason { Canvas canvas; };

void give(Canvas canvas AMBIT_CROSSES_THREAD);
void send(Canvas canvas) {
  AMBIT_UNCHECKED("") give(canvas);
// CHECK:  AMBIT_UNCHECKED("TODO: say why this holds") give(canvas);
}
