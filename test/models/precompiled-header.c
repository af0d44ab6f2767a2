// The names that a model's entry needs, and annotations, may be met in a precompiled header only.
//
// RUN: %clang -x c-header -std=gnu11 -DAMBIT_ANALYSIS %include %S/Inputs/precompiled.h -o %t.pch
// RUN: %ambit-check %s -- -std=gnu11 -include-pch %t.pch 2>&1 | %expect

int total, guarded;
static unsigned long thread;

// CHECK: precompiled.h:15:3: warning: writing 'total' is not excluded from 'start' [ambit-undeclared-shared-state]
void start(void) {
  begin(&thread);
  total++;
  // CHECK: :[[@LINE-1]]:3: warning: writing 'total' is not excluded from 'work' [ambit-undeclared-shared-state]
  // CHECK: note: 'work' writes 'total' here
  // CHECK: note: 'work' is started here
  // CHECK: note: hold one lock
  guarded++;
  // CHECK: :[[@LINE-1]]:3: warning: writing 'guarded' with interrupts enabled, which are to be masked for it
}
