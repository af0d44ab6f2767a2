// A header that the compiler's own command precompiled has no annotations: that is said, once.
//
// RUN: %clang -x c-header -std=gnu11 %include %S/Inputs/precompiled.h -o %t.pch
// RUN: %ambit-check %s -- -std=gnu11 -include-pch %t.pch 2>&1 | %expect

// CHECK: warning: the precompiled header was made without Ambit's annotations, and none of them is seen; make it with -DAMBIT_ANALYSIS, or analyse without it
void start(void) { guarded++; }
