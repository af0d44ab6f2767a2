// RUN: not %clangxx -std=c++20 -O1 -fno-exceptions -Wthread-safety -Werror=thread-safety %include -I%source/runtime/include -I%source/runtime/port/host -S -o /dev/null %s 2>&1 | FileCheck %s
// A SysTick is another device on each core: no lock makes it one that all may use.
#include "ambit/drivers/systick.hpp"

// CHECK: error: constraints not satisfied for alias template 'locked_timer' {{.*}}ambit::systick<>
// CHECK: because 'ambit::systick<>' does not satisfy 'timer_of_all_cores'
ambit::locked_timer<ambit::systick<>> timer{ambit::systick<>{ambit::mmio{0xe000'e000}}};
