// RUN: %ambit-check %s -- -std=c11 %include 2>&1 | %expect
//
// A struct without a tag has its name, and the claim, behind the closing brace: there is the finding.

#include "ambit/annotations.h"

struct AMBIT_THREAD_BOUND window {
    int handle;
};

typedef struct {
    int count;
    struct window where[2];
} AMBIT_SEND windows_t;
// CHECK: :[[@LINE-1]]:14: warning: 'windows_t' is declared send, but it is not [ambit-false-send-claim]
// CHECK: :[[@LINE-3]]:19: note: its member 'where' has thread-bound type 'window[2]'
// CHECK: :[[@LINE-4]]:19: note: its elements have thread-bound type 'window'
// CHECK: :[[@LINE-11]]:8: note: 'window' is declared thread-bound here
// CHECK: :[[@LINE-5]]:3: note: remove the claim, change the part, or state with AMBIT_SEND_UNCHECKED("why") why it holds

typedef struct {
    int count;
} AMBIT_SEND numbers_t;
