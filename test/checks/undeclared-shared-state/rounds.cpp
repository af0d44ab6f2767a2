// RUN: %ambit-check %s -- -std=c++20 2>&1 | %expect

// A loop whose rounds each wait for the thread that they start has one at a time.

#include <future>
#include <thread>
#include <vector>

struct Stats {
  long sum = 0;
  long most = 0;
};

long joined() {
  Stats stats;
  for (int i = 0; i < 4; ++i) {
    std::thread worker([&stats, i] { stats.sum += i; });
    worker.join();
  }
  return stats.sum;
}

static Stats total;
void waitedFor() {
  for (int i = 0; i < 4; ++i)
    std::async(std::launch::async, [i] { total.sum += i; }).get();
}

static Stats late;
void joinedLater() {
  std::vector<std::thread> workers;
  for (int i = 0; i < 4; ++i)
    workers.emplace_back([i] { late.most = i; });
  // CHECK: :[[#@LINE-1]]:37: warning: writing 'most' is not excluded from another thread [ambit-undeclared-shared-state]
  // CHECK: note: a lambda writes 'most' here
  // CHECK: note: a lambda is started here
  // CHECK: note: hold one lock that keeps out other cores around both accesses
  for (std::thread &worker : workers)
    worker.join();
}
