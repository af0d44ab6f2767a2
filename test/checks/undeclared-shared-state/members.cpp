// RUN: %ambit-check %s -- -std=c++20 %include 2>&1 | %expect

// Members of one object and of different ones.

#include <thread>

struct Meter {
  int raced = 0, mainOnly = 0;
};
static Meter shared, forThread, forMain;

static void worker() {
  shared.raced++;
  // CHECK: :[[#@LINE-1]]:10: warning: writing 'raced' is not excluded from 'main' [ambit-undeclared-shared-state]
  // CHECK: note: 'main' writes 'raced' here
  // CHECK: note: hold one lock that keeps out other cores around both accesses
  forThread.raced++; // another object
}
int main() {
  std::thread t(worker);
  shared.raced++;
  // CHECK: :[[#@LINE-1]]:10: warning: writing 'raced' is not excluded from 'worker' [ambit-undeclared-shared-state]
  // CHECK: note: 'worker' writes 'raced' here
  // CHECK: note: 'worker' is started here
  // CHECK: note: hold one lock that keeps out other cores around both accesses
  shared.mainOnly++; // another member
  forMain.raced++; // another object
  t.join();
}
