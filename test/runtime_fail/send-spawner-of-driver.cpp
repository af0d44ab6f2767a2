// RUN: not %clangxx -std=c++20 -O1 -fno-exceptions -Wthread-safety -Werror=thread-safety %include -I%source/runtime/include -I%source/runtime/port/host -S -o /dev/null %s 2>&1 | FileCheck %s
// A core-bound driver is no argument for a task of another core; its locked form is.
#include "ambit/core_executor.hpp"
#include "ambit/drivers/ns16550a.hpp"

using bound = ambit::core_bound_serial<ambit::ns16550a<>>;
using locked = ambit::locked_serial<ambit::ns16550a<>>;

ambit::core_executor<> other{1};
ambit::frame<512> storage;
ambit::task<> use_bound(ambit::frame<512> &, bound &);
ambit::task<> use_locked(ambit::frame<512> &, locked &);

void send(bound &mine, locked &ours) {
  other.remote().spawn(storage, use_locked, ours);
  // CHECK: error: no matching member function for call to 'spawn'
  // CHECK: because 'enable_send<ambit::core_bound_driver<{{.*}}>' evaluated to false
  other.remote().spawn(storage, use_bound, mine);
}
