// RUN: %ambit-check %s -- -std=c11 %include 2>&1 | %expect --implicit-check-not=note:
//
// _UNCHECKED claims in C.

#include "ambit/annotations.h"
#include <stdatomic.h>

struct AMBIT_THREAD_BOUND window {
    int handle;
};
struct AMBIT_SEND_UNCHECKED("stale") point {
// CHECK: :[[@LINE-1]]:8: warning: 'point' is send without 'AMBIT_SEND_UNCHECKED' [ambit-stale-waiver]
// CHECK: :[[@LINE-2]]:8: note: 'AMBIT_SEND' says the same and is verified
    int x, y;
};
struct AMBIT_SYNC_UNCHECKED("stale") counter {
// CHECK: :[[@LINE-1]]:8: warning: 'counter' is sync without 'AMBIT_SYNC_UNCHECKED' [ambit-stale-waiver]
// CHECK: :[[@LINE-2]]:8: note: 'AMBIT_SYNC' says the same and is verified
    atomic_uint count;
};
typedef int handle_t AMBIT_SEND_UNCHECKED("stale");
// CHECK: :[[@LINE-1]]:22: warning: 'handle_t' is send without 'AMBIT_SEND_UNCHECKED' [ambit-stale-waiver]
// CHECK: :[[@LINE-2]]:22: note: 'AMBIT_SEND' says the same and is verified

struct AMBIT_SEND_UNCHECKED("bound") job {
    struct window where;
};
struct AMBIT_SEND_UNCHECKED("anything") any {
    void *data;
};
struct AMBIT_SEND_UNCHECKED("said early") early;
struct early {
    struct window *where;
};
struct AMBIT_SEND_UNCHECKED("opaque") opaque;
