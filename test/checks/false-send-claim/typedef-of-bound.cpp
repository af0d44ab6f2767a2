// RUN: %ambit-check %s -- -std=c++20 %include 2>&1 | %expect
//
// A typedef that claims what its type denies. The two stand on different things, so that they do not
// contradict each other: the claim is false.

#include "ambit/annotations.h"

struct AMBIT_THREAD_BOUND Canvas {
  int name = 0;
};
typedef Canvas SendCanvas AMBIT_SEND;
// CHECK: :[[@LINE-1]]:16: warning: 'SendCanvas' is declared send, but it is not [ambit-false-send-claim]
// CHECK: :[[@LINE-5]]:8: note: {{.*}} is declared thread-bound here
// CHECK: :[[@LINE-3]]:27: note: remove the claim, change the part, or state with AMBIT_SEND_UNCHECKED("why") why it holds
using SendPointer AMBIT_SEND = Canvas *;
// CHECK: :[[@LINE-1]]:7: warning: 'SendPointer' is declared send, but it is not [ambit-false-send-claim]
// CHECK: :[[@LINE-2]]:7: note: it points to 'Canvas', which is thread-bound
// CHECK: :[[@LINE-10]]:8: note: 'Canvas' is declared thread-bound here
// CHECK: :[[@LINE-4]]:19: note: remove the claim, change the part, or state with AMBIT_SEND_UNCHECKED("why") why it holds
