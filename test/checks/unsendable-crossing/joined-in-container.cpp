// RUN: %ambit-check %s -- -std=c++20 %include 2>&1 | %expect

// Threads that a vector makes in itself and that a loop joins.

#include "ambit/annotations.h"
#include <pthread.h>
#include <thread>
#include <utility>
#include <vector>

struct AMBIT_THREAD_BOUND Log {
  void add(int);
};

void rangeFor() {
  std::vector<std::thread> all;
  Log log;
  all.emplace_back([&log] { log.add(1); }); // one thread, joined in the loop below
  for (auto &t : all)
    t.join();
}
void joinable() {
  Log log;
  std::vector<std::thread> all;
  all.emplace_back([&log] { log.add(1); }); // joined below
  all.emplace_back([] {});
  for (std::thread &t : all)
    if (t.joinable())
      t.join();
}
void joining() {
  Log log;
  std::vector<std::jthread> all;
  all.emplace_back([&log] { log.add(1); }); // the vector joins, before log dies
}
void joiningWithAccess() {
  Log log;
  std::vector<std::jthread> all;
  all.emplace_back([&log] { log.add(1); });
  // CHECK: :[[#@LINE-1]]:22: warning: 'log' crosses to another thread but 'Log' is thread-bound [ambit-unsendable-crossing]
  // CHECK: note: 'Log' is declared thread-bound here
  // CHECK: note: 'std::vector::emplace_back' hands it on
  log.add(1);
}
void notJoined(std::vector<std::thread> &all, Log &log) {
  all.emplace_back([&log] { log.add(1); });
  // CHECK: :[[#@LINE-1]]:22: warning: 'log' crosses to another thread but 'Log' is thread-bound [ambit-unsendable-crossing]
  // CHECK: note: 'Log' is declared thread-bound here
  // CHECK: note: 'std::vector::emplace_back' hands it on
}
