// XFAIL: *
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

typedef struct {
    int count;
} AMBIT_SEND numbers_t;
