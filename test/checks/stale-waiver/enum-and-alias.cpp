// RUN: %ambit-check %s -- -std=c++20 %include 2>&1 | %expect --implicit-check-not=note:
// REQUIRES: annotate-statements
//
// Waivers on types that hold nothing.

#include "ambit/annotations.h"

enum class AMBIT_UNCHECKED("enum") Enum { one };
// CHECK: :[[@LINE-1]]:12: warning: this waiver waives nothing [ambit-stale-waiver]
// CHECK: :[[@LINE-2]]:12: note: remove it, or move it to the statement it is meant for
using Alias AMBIT_UNCHECKED("alias") = int;
// CHECK: :[[@LINE-1]]:13: warning: this waiver waives nothing [ambit-stale-waiver]
// CHECK: :[[@LINE-2]]:13: note: remove it, or move it to the statement it is meant for
