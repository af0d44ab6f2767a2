// RUN: %ambit-check %s -- -std=c11 %include 2>&1 | %expect --implicit-check-not=note:
//
// Claims in C, on tags and on typedefs of unnamed structs.

#include "ambit/annotations.h"

struct AMBIT_THREAD_BOUND window {
    int handle;
};

struct AMBIT_SEND job {
// CHECK: :[[@LINE-1]]:19: warning: 'job' is declared send, but it is not [ambit-false-send-claim]
// CHECK: :[[@LINE+3]]:19: note: its member 'where' has thread-bound type 'window'
// CHECK: :[[@LINE-7]]:8: note: 'window' is declared thread-bound here
// CHECK: :[[@LINE-4]]:8: note: remove the claim, change the part, or state with AMBIT_SEND_UNCHECKED("why") why it holds
    struct window where;
};
struct AMBIT_SEND early;
struct early {
// CHECK: :[[@LINE-1]]:8: warning: 'early' is declared send, but it is not [ambit-false-send-claim]
// CHECK: :[[@LINE+3]]:20: note: its member 'where' leads to 'window', which is thread-bound
// CHECK: :[[@LINE-15]]:8: note: 'window' is declared thread-bound here
// CHECK: :[[@LINE-5]]:8: note: remove the claim, change the part, or state with AMBIT_SEND_UNCHECKED("why") why it holds
    struct window *where;
};
struct AMBIT_SYNC flag {
// CHECK: :[[@LINE-1]]:19: warning: 'flag' is declared sync, but it is not [ambit-false-send-claim]
// CHECK: :[[@LINE+3]]:18: note: its member 'set' has non-sync type 'volatile int'
// CHECK: :[[@LINE-3]]:19: note: 'volatile int' is volatile, which orders nothing between threads
// CHECK: :[[@LINE-4]]:8: note: remove the claim, change the part, or state with AMBIT_SYNC_UNCHECKED("why") why it holds
    volatile int set;
};
union AMBIT_SEND either {
// CHECK: :[[@LINE-1]]:18: warning: 'either' is declared send, but it is not [ambit-false-send-claim]
// CHECK: :[[@LINE+4]]:19: note: its member 'where' has thread-bound type 'window'
// CHECK: :[[@LINE-29]]:8: note: 'window' is declared thread-bound here
// CHECK: :[[@LINE-4]]:7: note: remove the claim, change the part, or state with AMBIT_SEND_UNCHECKED("why") why it holds
    int number;
    struct window where;
};

struct AMBIT_SEND numbers {
    volatile int head;
    int (*compare)(struct window *, struct window *);
    void *rest; /* unknown */
};
typedef struct window *window_ref AMBIT_SEND;
// CHECK: :[[@LINE-1]]:24: warning: 'window_ref' is declared send, but it is not [ambit-false-send-claim]
// CHECK: :[[@LINE-2]]:24: note: it points to 'window', which is thread-bound
// CHECK: :[[@LINE-43]]:8: note: 'window' is declared thread-bound here
// CHECK: :[[@LINE-4]]:35: note: remove the claim, change the part, or state with AMBIT_SEND_UNCHECKED("why") why it holds
