// RUN: %ambit-check %s -- -std=c++20 %include 2>&1 | %expect

// The model of the C++ library: its mutexes and their holders.

#include <mutex>
#include <shared_mutex>
#include <thread>

static std::mutex m;
static std::shared_mutex s;
static int raced, locked, observed;

static void worker() {
  raced++;
  // CHECK: :[[#@LINE-1]]:3: warning: writing 'raced' is not excluded from 'main' [ambit-undeclared-shared-state]
  // CHECK: note: 'main' writes 'raced' here
  // CHECK: note: hold one lock that keeps out other cores around both accesses
  {
    std::scoped_lock hold(m);
    locked++; // one lock
  }
  std::shared_lock hold(s);
  (void)observed; // readers may be many
}
int main() {
  std::thread t(worker);
  raced++;
  // CHECK: :[[#@LINE-1]]:3: warning: writing 'raced' is not excluded from 'worker' [ambit-undeclared-shared-state]
  // CHECK: note: 'worker' writes 'raced' here
  // CHECK: note: 'worker' is started here
  // CHECK: note: hold one lock that keeps out other cores around both accesses
  {
    std::unique_lock<std::mutex> hold(m);
    locked++; // one lock
  }
  {
    std::lock_guard<std::shared_mutex> hold(s);
    observed++; // exclusive
  }
  m.lock();
  m.lock();
  // CHECK: :[[#@LINE-1]]:5: warning: lock 'm' is taken while it is held already [ambit-unbalanced-lock]
  // CHECK: note: it is taken here
  m.unlock();
  m.unlock();
  t.join();
}
