// RUN: %ambit-check %s -- -std=c11 -I%S/Inputs %include 2>&1 | %expect --implicit-check-not=note:
//
// Types of a header, some of them declared by a macro; the chain leads into the header.

#include "devices.h"

DECLARE_WRAPPER(Local, struct Bus);

void post_sensor(struct Sensor value AMBIT_CROSSES_CORE);
void post_board(struct Board value AMBIT_CROSSES_CORE);
void post_level(struct Level value AMBIT_CROSSES_CORE);
void post_local(struct Local value AMBIT_CROSSES_CORE);

void send(struct Sensor s, struct Board b, struct Level l, struct Local o)
{
    post_sensor(s);
    // CHECK: :[[@LINE-1]]:17: warning: 's' crosses to another core but 'Sensor' is core-bound [ambit-core-bound-crossing]
    // CHECK: devices.h:7:15: note: its member 'bus' leads to 'Bus', which is core-bound
    // CHECK: devices.h:3:8: note: 'Bus' is declared core-bound here
    // CHECK: :[[@LINE-11]]:32: note: parameter 'value' of 'post_sensor' crosses to another core
    post_board(b);
    // CHECK: :[[@LINE-1]]:16: warning: 'b' crosses to another core but 'Board' is core-bound [ambit-core-bound-crossing]
    // CHECK: devices.h:14:1: note: its member 'inner' has core-bound type 'Sensor'
    // CHECK: devices.h:7:15: note: its member 'bus' leads to 'Bus', which is core-bound
    // CHECK: devices.h:3:8: note: 'Bus' is declared core-bound here
    // CHECK: :[[@LINE-16]]:30: note: parameter 'value' of 'post_board' crosses to another core
    post_level(l);
    post_local(o);
    // CHECK: :[[@LINE-1]]:16: warning: 'o' crosses to another core but 'Local' is core-bound [ambit-core-bound-crossing]
    // CHECK: :[[@LINE-23]]:1: note: its member 'inner' has core-bound type 'Bus'
    // CHECK: devices.h:3:8: note: 'Bus' is declared core-bound here
    // CHECK: :[[@LINE-20]]:30: note: parameter 'value' of 'post_local' crosses to another core
}
