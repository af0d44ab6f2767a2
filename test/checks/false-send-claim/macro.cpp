// RUN: %ambit-check %s -- -std=c++20 %include 2>&1 | %expect --implicit-check-not=note:
//
// A claim that a macro of the project makes is reported at the type, wherever the macro comes from.

#include "ambit/annotations.h"

#define PROJECT_SEND AMBIT_SEND
#define JOB(name, type)                                                                            \
  struct AMBIT_SEND name {                                                                         \
    type part;                                                                                     \
  }

struct AMBIT_THREAD_BOUND Canvas {
  int name = 0;
};

struct PROJECT_SEND Job {
// CHECK: :[[@LINE-1]]:21: warning: 'Job' is declared send, but it is not [ambit-false-send-claim]
// CHECK: :[[@LINE+3]]:10: note: its member 'canvas' has thread-bound type 'Canvas'
// CHECK: :[[@LINE-7]]:8: note: 'Canvas' is declared thread-bound here
// CHECK: :[[@LINE-4]]:8: note: remove the claim, change the part, or state with AMBIT_SEND_UNCHECKED("why") why it holds
  Canvas canvas;
};
JOB(Numbers, int);
JOB(Drawing, Canvas);
// CHECK: :[[@LINE-1]]:5: warning: 'Drawing' is declared send, but it is not [ambit-false-send-claim]
// CHECK: :[[@LINE-2]]:1: note: its member 'part' has thread-bound type 'Canvas'
// CHECK: :[[@LINE-15]]:8: note: 'Canvas' is declared thread-bound here
// CHECK: :[[@LINE-4]]:1: note: remove the claim, change the part, or state with AMBIT_SEND_UNCHECKED("why") why it holds
