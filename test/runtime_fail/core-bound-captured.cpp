// RUN: %ambit-check --header-filter=.* %s -- -std=c++20 -O1 -fno-exceptions %include -I%source/runtime/include -I%source/runtime/port/host 2>&1 | %expect
// A core-bound driver that a thread of another core gets by reference.
#include "ambit/drivers/ns16550a.hpp"
#include <thread>

using uart = ambit::core_bound_serial<ambit::ns16550a<>>;

void hand_over(uart &mine) {
  std::thread([&mine] { mine.stop_async(); }).join();
  // CHECK: :[[#@LINE-1]]:17: warning: 'mine' crosses to another core but 'uart' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'ambit::core_bound_driver<ambit::serial<ambit::ns16550a<>, ambit::home_lock>>' is declared core-bound here
  // CHECK: note: argument 1 of 'std::thread' runs in another thread, on a core nobody knows (model 'cxx-standard-library')
}
