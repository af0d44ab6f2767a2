// RUN: %ambit-check %s -- -std=c++20 %include 2>&1 | %expect

// Threads of an operating system run in parallel.

#include <atomic>
#include <mutex>
#include <thread>

static int raced, locked, before, after;
static std::atomic<int> word;
static thread_local int own;
static std::mutex m;

static void worker() {
  raced++;
  // CHECK: :[[#@LINE-1]]:3: warning: writing 'raced' is not excluded from 'main' [ambit-undeclared-shared-state]
  // CHECK: note: 'main' writes 'raced' here
  // CHECK: note: hold one lock that keeps out other cores around both accesses
  word++; // one step
  own++; // each thread has one
  before++;
  after++;
  std::lock_guard<std::mutex> hold(m);
  locked++;
}

int main() {
  before = 1; // not started yet
  std::thread t(worker);
  raced++;
  // CHECK: :[[#@LINE-1]]:3: warning: writing 'raced' is not excluded from 'worker' [ambit-undeclared-shared-state]
  // CHECK: note: 'worker' writes 'raced' here
  // CHECK: note: 'worker' is started here
  // CHECK: note: hold one lock that keeps out other cores around both accesses
  word++;
  own++;
  {
    std::lock_guard<std::mutex> hold(m);
    locked++; // one lock
  }
  t.join();
  after = 1; // joined
}
