// RUN: %ambit-check %s -- -std=c++20 %include 2>&1 | %expect

// A lambda that runs in another thread and captures a local by reference.

#include <thread>

int main() {
  int raced = 0, copied = 0;
  std::thread t([&raced, copied] {
    ++raced;
    // CHECK: :[[#@LINE-1]]:7: warning: writing 'raced' is not excluded from 'main' [ambit-undeclared-shared-state]
    // CHECK: note: 'main' writes 'raced' here
    // CHECK: note: hold one lock that keeps out other cores around both accesses
    (void)copied;
  });
  ++raced;
  // CHECK: :[[#@LINE-1]]:5: warning: writing 'raced' is not excluded from another thread [ambit-undeclared-shared-state]
  // CHECK: note: a lambda writes 'raced' here
  // CHECK: note: a lambda is started here
  // CHECK: note: hold one lock that keeps out other cores around both accesses
  ++copied; // the thread has a copy
  t.join();
  ++raced; // joined
}
