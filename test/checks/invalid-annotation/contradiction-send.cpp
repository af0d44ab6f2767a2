// RUN: %ambit-check %s -- -std=c++20 %include 2>&1 | %expect
//
// Send and thread-bound contradict each other. That is one cause, and one finding: the claim is not
// reported a second time as false.

#include "ambit/annotations.h"

struct AMBIT_SEND AMBIT_THREAD_BOUND Send {};
// CHECK: :[[@LINE-1]]:19: warning: 'AMBIT_THREAD_BOUND' and 'AMBIT_SEND' contradict each other on 'Send' [ambit-invalid-annotation]
// CHECK: :[[@LINE-2]]:8: note: 'AMBIT_SEND' is here
struct AMBIT_THREAD_BOUND AMBIT_SEND_IF(true) SendIf {};
// CHECK: :[[@LINE-1]]:27: warning: 'AMBIT_SEND_IF' and 'AMBIT_THREAD_BOUND' contradict each other on 'SendIf' [ambit-invalid-annotation]
struct AMBIT_SEND Later;
struct AMBIT_THREAD_BOUND Later {};
// CHECK: :[[@LINE-1]]:8: warning: 'AMBIT_THREAD_BOUND' and 'AMBIT_SEND' contradict each other on 'Later' [ambit-invalid-annotation]
template <class T> struct AMBIT_SEND AMBIT_THREAD_BOUND Template {
  // CHECK: :[[@LINE-1]]:38: warning: 'AMBIT_THREAD_BOUND' and 'AMBIT_SEND' contradict each other on 'Template<T>' [ambit-invalid-annotation]
  T value;
};
Template<int> one;
Template<char> two;
