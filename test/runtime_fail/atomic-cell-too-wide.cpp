// RUN: not %clangxx -std=c++20 -O1 -fno-exceptions -Wthread-safety -Werror=thread-safety %include -I%source/runtime/include -I%source/runtime/port/host -S -o /dev/null %s 2>&1 | FileCheck %s
// A value that the target cannot access in one step is refused.
#include "ambit/atomic_cell.hpp"

struct wide {
  long a[4];
};
// CHECK: error: static assertion failed{{.*}}atomic_cell<T>: this target has no lock-free atomic of that size; take seq_cell or locked<T, Lock>
ambit::atomic_cell<wide> cell;
