// RUN: %ambit-check %s -- -std=c++20 %include 2>&1 | %expect

// What has a core-bound part stays on its core as a whole, by whatever pointer it is reached: it takes no part
// in the inference of shared state.

#include "ambit/annotations.h"
#include <thread>

struct AMBIT_CORE_BOUND Gate {
  int count = 0;
};
struct Connection {
  Gate gate;
  bool closed = false;
};
struct Plain {
  bool closed = false;
};
static Connection *connection;
static Plain *plain;

void close(bool wait) {
  std::thread worker([] {
    connection->closed = true;
    plain->closed = true;
    // CHECK: :[[#@LINE-1]]:12: warning: writing 'closed' is not excluded from 'close' [ambit-undeclared-shared-state]
    // CHECK: note: 'close' writes 'closed' here
    // CHECK: note: hold one lock that keeps out other cores around both accesses
  });
  connection->closed = false;
  plain->closed = false;
  // CHECK: :[[#@LINE-1]]:10: warning: writing 'closed' is not excluded from another thread [ambit-undeclared-shared-state]
  // CHECK: note: a lambda writes 'closed' here
  // CHECK: note: a lambda is started here
  // CHECK: note: hold one lock that keeps out other cores around both accesses
  worker.join();
}
