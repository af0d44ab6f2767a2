// RUN: not %clangxx -std=c++20 -O1 -fno-exceptions -Wthread-safety -Werror=thread-safety %include -I%source/runtime/include -I%source/runtime/port/host -S -o /dev/null %s 2>&1 | FileCheck %s
// A SysTick is another device on each core: no lock makes it one that all may use.
#include "ambit/drivers/systick.hpp"

// CHECK: error: static assertion failed{{.*}}locked_timer: each core has such a device of its own, at the same address; take core_bound_timer
ambit::locked_timer<ambit::systick<>> timer{ambit::systick<>{ambit::mmio{0xe000'e000}}};
