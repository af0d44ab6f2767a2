// RUN: %ambit-check %s -- -std=c11 %include 2>&1 | %expect --implicit-check-not=note:
//
// A pointer shares what it points to, and that is what the message says: the type is not sync. It
// may well be send.

#include "ambit/annotations.h"

struct flag {
    volatile int set;
};

void share_flag(struct flag *value AMBIT_CROSSES_THREAD);
void share_const(const struct flag *value AMBIT_CROSSES_THREAD);
void give_flag(struct flag value AMBIT_CROSSES_THREAD);
void own_flag(struct flag *value AMBIT_CROSSES_THREAD AMBIT_OWNER);

void send(struct flag *f)
{
    give_flag(*f);
    own_flag(f); /* handed over, not shared */
    share_flag(f);
    // CHECK: :[[@LINE-1]]:16: warning: {{.*}}'f' crosses to another thread but 'flag', which it leads to, is not sync [ambit-unsendable-crossing]
    // CHECK: :[[@LINE-14]]:18: note: its member 'set' has non-sync type 'volatile int'
    // CHECK: note: 'volatile int' is volatile, which orders nothing between threads
    // CHECK: :[[@LINE-13]]:30: note: parameter 'value' of 'share_flag' crosses to another thread
    share_const(f);
    // CHECK: :[[@LINE-1]]:17: warning: {{.*}}'f' crosses to another thread but 'flag', which it leads to, is not sync [ambit-unsendable-crossing]
    // CHECK: :[[@LINE-19]]:18: note: its member 'set' has non-sync type 'volatile int'
    // CHECK: note: 'volatile int' is volatile, which orders nothing between threads
    // CHECK: :[[@LINE-17]]:37: note: parameter 'value' of 'share_const' crosses to another thread
}
