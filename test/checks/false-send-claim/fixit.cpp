// RUN: cp %s %t.cpp
// RUN: %ambit-check --fix %t.cpp -- -std=c++20 %include 2>&1 | FileCheck %s --check-prefix=SAID
// RUN: FileCheck %s --input-file=%t.cpp --match-full-lines --strict-whitespace
//
// The cure that is certain removes the claim. A template's claim is right for other arguments, and
// a project's macro is not Ambit's to change.

#include "ambit/annotations.h"

struct AMBIT_THREAD_BOUND Canvas {
  int name = 0;
};

struct AMBIT_SEND Job { Canvas canvas; };
// SAID: :[[@LINE-1]]:19: warning: 'Job' is declared send, but it is not
// CHECK:struct Job { Canvas canvas; };

class AMBIT_CORE_BOUND AMBIT_SEND Two { Canvas canvas; };
// SAID: :[[@LINE-1]]:35: warning: 'Two' is declared send, but it is not
// CHECK:class AMBIT_CORE_BOUND Two { Canvas canvas; };

struct AMBIT_SYNC Flag { volatile int set; };
// SAID: :[[@LINE-1]]:19: warning: 'Flag' is declared sync, but it is not
// CHECK:struct Flag { volatile int set; };

typedef struct { Canvas canvas; } AMBIT_SEND Pair;
// CHECK:typedef struct { Canvas canvas; } Pair;

template <class T> struct AMBIT_SEND Box { T value; };
// SAID: :[[@LINE-1]]:38: warning: 'Box' is declared send, but 'Box<Canvas>' is not
// CHECK:template <class T> struct AMBIT_SEND Box { T value; };
Box<Canvas> box;

#define PROJECT_SEND AMBIT_SEND
struct PROJECT_SEND Own { Canvas canvas; };
// SAID: :[[@LINE-1]]:21: warning: 'Own' is declared send, but it is not
// CHECK:struct PROJECT_SEND Own { Canvas canvas; };
