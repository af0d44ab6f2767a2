// RUN: %ambit-check --header-filter=.* %s -- -std=c++20 -O1 -fno-exceptions %include -I%source/runtime/include -I%source/runtime/port/host 2>&1 | %expect
// State that a handler and a thread share, guarded by a lock that does not keep the handler out.
#include "ambit/locked.hpp"
#include "ambit/spin_lock.hpp"

static ambit::locked<int, ambit::spin_lock> count;

AMBIT_ISR_AT(2) void tick_isr() { count.store(1); }
void poll() { count.store(0); }
// CHECK: locked.hpp:{{.*}}: warning: taking lock 'lock_' deadlocks when 'tick_isr' interrupts and takes it too [ambit-weak-lock]
// CHECK: note: 'store' takes it here
// CHECK: note: 'tick_isr' calls 'store' here
// CHECK: note: mask interrupts before taking it
// CHECK: locked.hpp:{{.*}}: warning: lock 'lock_' does not keep out 'tick_isr', which writes 'value_' [ambit-weak-lock]
// CHECK: note: 'store' writes 'value_' here, at interrupt level 2
// CHECK: note: 'tick_isr' calls 'store' here
// CHECK: note: 'poll' calls 'store' here
// CHECK: note: 'value_' is declared guarded here
// CHECK: note: a spin lock keeps out other cores, not interrupts of this one
