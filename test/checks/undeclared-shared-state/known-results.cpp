// RUN: %ambit-check %s -- -std=c++20 2>&1 | %expect

// What a call always returns is known of the function that is called, not of one that may override it or that a pointer leads to.

#include <thread>

static int state;
static void other() { state++; }
// CHECK: :[[#@LINE-1]]:23: warning: writing 'state' is not excluded from 'use' [ambit-undeclared-shared-state]
// CHECK: note: 'use' writes 'state' here
// CHECK: note: hold one lock that keeps out other cores around both accesses

struct device {
  virtual bool start() { return true; }
  bool reset() { return true; }
  virtual ~device() = default;
};

static bool works() { return true; }
static bool (*probe)() = works;

void set_probe(bool (*to)()) { probe = to; }

int use(device &d) {
  std::thread t(other);
  if (!d.reset())
    state = 1;
  if (!works())
    state = 2;
  if (!d.start())
    state = 3;
  // CHECK: :[[#@LINE-1]]:5: warning: writing 'state' is not excluded from 'other' [ambit-undeclared-shared-state]
  // CHECK: note: 'other' writes 'state' here
  // CHECK: note: 'other' is started here
  // CHECK: note: hold one lock that keeps out other cores around both accesses
  if (!probe())
    state = 4;
  // CHECK: :[[#@LINE-1]]:5: warning: writing 'state' is not excluded from 'other' [ambit-undeclared-shared-state]
  // CHECK: note: 'other' writes 'state' here
  // CHECK: note: 'other' is started here
  // CHECK: note: hold one lock that keeps out other cores around both accesses
  t.join();
  return state;
}
