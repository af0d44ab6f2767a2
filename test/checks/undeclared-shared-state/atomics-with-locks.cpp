// RUN: %ambit-check %s -- -std=c++20 %include 2>&1 | %expect

// An atomic that is not lock-free has a lock inside, which keeps out other threads.

#include <atomic>
#include <memory>
#include <thread>

struct Config {
  long parts[4];
};
static std::atomic<std::shared_ptr<const Config>> current;
static std::atomic<Config> whole;
static Config plain;

static void reader() {
  (void)current.load();
  (void)whole.load();
  plain.parts[0] = 1;
  // CHECK: :[[#@LINE-1]]:3: warning: writing 'parts' is not excluded from 'main' [ambit-undeclared-shared-state]
  // CHECK: note: 'main' writes 'parts' here
  // CHECK: note: hold one lock that keeps out other cores around both accesses
}
int main() {
  std::thread t(reader);
  current.store(std::make_shared<const Config>());
  whole.store({});
  plain.parts[0] = 2;
  // CHECK: :[[#@LINE-1]]:3: warning: writing 'parts' is not excluded from 'reader' [ambit-undeclared-shared-state]
  // CHECK: note: 'reader' writes 'parts' here
  // CHECK: note: 'reader' is started here
  // CHECK: note: hold one lock that keeps out other cores around both accesses
  t.join();
}
