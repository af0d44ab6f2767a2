// RUN: %ambit-check %s -- -std=c++20 %include 2>&1 | %expect --implicit-check-not=note:
//
// Pairs that cannot both hold, wherever the two stand; and pairs that can.

#include "ambit/annotations.h"

enum { zero = 0 };

struct AMBIT_CORE_BOUND_TO(0) AMBIT_CORE_BOUND_TO(1) TwoHomes {};
// CHECK: :[[@LINE-1]]:31: warning: 'AMBIT_CORE_BOUND_TO' and 'AMBIT_CORE_BOUND_TO' contradict each other on 'TwoHomes' [ambit-invalid-annotation]
// CHECK: :[[@LINE-2]]:8: note: 'AMBIT_CORE_BOUND_TO' is here
AMBIT_RUNS_ON(0) AMBIT_MIGRATES void moves();
// CHECK: :[[@LINE-1]]:18: warning: 'AMBIT_MIGRATES' and 'AMBIT_RUNS_ON' contradict each other on 'moves' [ambit-invalid-annotation]
// CHECK: :[[@LINE-2]]:1: note: 'AMBIT_RUNS_ON' is here
AMBIT_RUNS_ON(0) AMBIT_RUNS_ON(1) void onTwo();
// CHECK: :[[@LINE-1]]:18: warning: 'AMBIT_RUNS_ON' and 'AMBIT_RUNS_ON' contradict each other on 'onTwo' [ambit-invalid-annotation]
// CHECK: :[[@LINE-2]]:1: note: 'AMBIT_RUNS_ON' is here
AMBIT_BLOCKS AMBIT_ISR_SAFE void blocks();
// CHECK: :[[@LINE-1]]:14: warning: 'AMBIT_ISR_SAFE' and 'AMBIT_BLOCKS' contradict each other on 'blocks' [ambit-invalid-annotation]
// CHECK: :[[@LINE-2]]:1: note: 'AMBIT_BLOCKS' is here
AMBIT_ISR AMBIT_MIGRATES void isr();
// CHECK: :[[@LINE-1]]:11: warning: 'AMBIT_MIGRATES' and 'AMBIT_ISR' contradict each other on 'isr' [ambit-invalid-annotation]
// CHECK: :[[@LINE-2]]:1: note: 'AMBIT_ISR' is here
AMBIT_ISR_AT(3) AMBIT_MIGRATES void isrAt();
// CHECK: :[[@LINE-1]]:17: warning: 'AMBIT_MIGRATES' and 'AMBIT_ISR_AT' contradict each other on 'isrAt' [ambit-invalid-annotation]
// CHECK: :[[@LINE-2]]:1: note: 'AMBIT_ISR_AT' is here
AMBIT_RUNS_ON(0) void later();
AMBIT_MIGRATES void later() {}
// CHECK: :[[@LINE-1]]:1: warning: 'AMBIT_MIGRATES' and 'AMBIT_RUNS_ON' contradict each other on 'later' [ambit-invalid-annotation]
// CHECK: :[[@LINE-3]]:1: note: 'AMBIT_RUNS_ON' is here

struct AMBIT_CORE_BOUND_TO(0) AMBIT_CORE_BOUND_TO(zero) SameHome {};
struct AMBIT_SEND AMBIT_CORE_BOUND SendOnItsCore {};
struct AMBIT_SEND AMBIT_SYNC Free {};
struct AMBIT_THREAD_BOUND AMBIT_CORE_BOUND Bound {};
AMBIT_RUNS_ON(0) AMBIT_RUNS_ON(zero) void onOne();
AMBIT_ISR_AT(2) AMBIT_ISR_LINE(3) AMBIT_RUNS_ON(0) AMBIT_ISR_SAFE void allOfIt();
AMBIT_RUNS_ON(0) AMBIT_PRIORITY(3) AMBIT_BLOCKS void task();
template <class T> struct AMBIT_SEND Primary {};
template <> struct AMBIT_THREAD_BOUND Primary<int> {}; // another type
