// RUN: %ambit-check %s -- -std=c++20 %include 2>&1 | %expect

// A thread that is joined on every path, with no access in between, does not share.

#include "ambit/annotations.h"
#include <future>
#include <thread>
#include <utility>
#include <vector>

struct AMBIT_THREAD_BOUND Log {
  void add(int);
};
bool busy();

void joined() {
  Log log;
  std::thread t([&log] { log.add(1); }); // joined
  t.join();
  log.add(2);
}

void accessBetween() {
  Log log;
  std::thread t([&log] { log.add(1); });
  // CHECK: :[[#@LINE-1]]:19: warning: 'log' crosses to another thread but 'Log' is thread-bound [ambit-unsendable-crossing]
  // CHECK: note: 'Log' is declared thread-bound here
  // CHECK: note: argument 1 of 'std::thread' runs in another thread (model 'cxx-standard-library')
  log.add(2);
  t.join();
}

void onOnePath(bool wait) {
  Log log;
  std::thread t([&log] { log.add(1); });
  // CHECK: :[[#@LINE-1]]:19: warning: 'log' crosses to another thread but 'Log' is thread-bound [ambit-unsendable-crossing]
  // CHECK: note: 'Log' is declared thread-bound here
  // CHECK: note: argument 1 of 'std::thread' runs in another thread (model 'cxx-standard-library')
  if (wait)
    t.join();
  else
    t.detach();
}

void onBothPaths(bool wait) {
  Log log;
  std::thread t([&log] { log.add(1); }); // joined on both
  if (wait) {
    t.join();
    return;
  }
  t.join();
}

void detached() {
  Log log;
  std::thread t([&log] { log.add(1); });
  // CHECK: :[[#@LINE-1]]:19: warning: 'log' crosses to another thread but 'Log' is thread-bound [ambit-unsendable-crossing]
  // CHECK: note: 'Log' is declared thread-bound here
  // CHECK: note: argument 1 of 'std::thread' runs in another thread (model 'cxx-standard-library')
  t.detach();
}

void temporary() {
  Log log;
  std::thread([&log] { log.add(1); }).join(); // joined at once
  std::thread([&log] { log.add(1); }).detach();
  // CHECK: :[[#@LINE-1]]:17: warning: 'log' crosses to another thread but 'Log' is thread-bound [ambit-unsendable-crossing]
  // CHECK: note: 'Log' is declared thread-bound here
  // CHECK: note: argument 1 of 'std::thread' runs in another thread (model 'cxx-standard-library')
}

void scoped() {
  Log log;
  std::jthread t([&log] { log.add(1); }); // joins in its destructor, before log dies
}

void scopedWrongOrder(bool) {
  Log log;
  {
    std::jthread t([&log] { log.add(1); }); // joined at the brace
  }
  log.add(3);
}

void scopedWithAccess() {
  Log log;
  std::jthread t([&log] { log.add(1); });
  // CHECK: :[[#@LINE-1]]:20: warning: 'log' crosses to another thread but 'Log' is thread-bound [ambit-unsendable-crossing]
  // CHECK: note: 'Log' is declared thread-bound here
  // CHECK: note: argument 1 of 'std::jthread' runs in another thread (model 'cxx-standard-library')
  log.add(2);
}

void manyInVector(int n) {
  std::vector<std::thread> all;
  Log log;
  for (int i = 0; i < n; ++i)
    all.emplace_back([&log] { log.add(1); });
    // CHECK: :[[#@LINE-1]]:24: warning: 'log' crosses to another thread but 'Log' is thread-bound [ambit-unsendable-crossing]
    // CHECK: note: 'Log' is declared thread-bound here
    // CHECK: note: 'std::vector::emplace_back' hands it on
  for (auto &t : all)
    t.join();
}

void manyWithOwn(std::vector<Log> &logs) {
  std::vector<std::thread> all;
  for (auto &log : logs)
    all.emplace_back([&log] { log.add(1); });
  for (auto &t : all)
    t.join();
}

void pushed() {
  std::vector<std::thread> all;
  Log log;
  all.push_back(std::thread([&log] { log.add(1); })); // joined below
  for (std::size_t i = 0; i < all.size(); ++i)
    all[i].join();
}

void future() {
  Log log;
  auto f = std::async(std::launch::async, [&log] { log.add(1); }); // get() joins
  f.get();
  log.add(2);
}

void futureDestroyed() {
  Log log;
  auto f = std::async(std::launch::async, [&log] { log.add(1); }); // ~future waits
}

void futureAtOnce() {
  Log log;
  std::async(std::launch::async, [&log] { log.add(1); }); // the temporary waits
  log.add(2);
}

void futureWithAccess() {
  Log log;
  auto f = std::async(std::launch::async, [&log] { log.add(1); });
  // CHECK: :[[#@LINE-1]]:45: warning: 'log' crosses to another thread but 'Log' is thread-bound [ambit-unsendable-crossing]
  // CHECK: note: 'Log' is declared thread-bound here
  // CHECK: note: argument 2 of 'std::async' runs in another thread (model 'cxx-standard-library')
  log.add(2);
  f.wait();
}

std::future<void> futureReturned(Log &log) {
  return std::async(std::launch::async, [&log] { log.add(1); });
  // CHECK: :[[#@LINE-1]]:43: warning: 'log' crosses to another thread but 'Log' is thread-bound [ambit-unsendable-crossing]
  // CHECK: note: 'Log' is declared thread-bound here
  // CHECK: note: argument 2 of 'std::async' runs in another thread (model 'cxx-standard-library')
}

void twoThreads() {
  Log log;
  std::thread a([&log] { log.add(1); });
  // CHECK: :[[#@LINE-1]]:19: warning: 'log' crosses to another thread but 'Log' is thread-bound [ambit-unsendable-crossing]
  // CHECK: note: 'Log' is declared thread-bound here
  // CHECK: note: argument 1 of 'std::thread' runs in another thread (model 'cxx-standard-library')
  std::thread b([&log] { log.add(1); });
  a.join();
  b.join();
}

void oneAfterTheOther() {
  Log log;
  std::thread a([&log] { log.add(1); }); // joined before the next
  a.join();
  std::thread b([&log] { log.add(1); }); // joined
  b.join();
}

void byArgument() {
  Log log;
  std::thread t([](Log &l) { l.add(1); }, std::ref(log)); // joined
  t.join();
  std::thread u(&Log::add, &log, 3); // joined
  u.join();
  std::thread v(&Log::add, &log, 3);
  // CHECK: :[[#@LINE-1]]:29: warning: 'log' crosses to another thread but 'Log' is thread-bound [ambit-unsendable-crossing]
  // CHECK: note: 'Log' is declared thread-bound here
  // CHECK: note: argument 2 of 'std::thread' crosses to another thread (model 'cxx-standard-library')
  log.add(1);
  v.join();
}

void byValue() {
  Log log;
  std::thread t([log]() mutable { log.add(1); });
  // CHECK: :[[#@LINE-1]]:18: warning: 'log' crosses to another thread but 'Log' is thread-bound [ambit-unsendable-crossing]
  // CHECK: note: 'Log' is declared thread-bound here
  // CHECK: note: argument 1 of 'std::thread' runs in another thread (model 'cxx-standard-library')
  t.join();
}

class Server {
public:
  void start() {
    worker = std::thread([this] { log.add(1); });
    // CHECK: :[[#@LINE-1]]:27: warning: 'this' crosses to another thread but 'Server', which it leads to, is not sync [ambit-unsendable-crossing]
    // CHECK: note: its member 'log' has thread-bound type 'Log'
    // CHECK: note: 'Log' is declared thread-bound here
    // CHECK: note: argument 1 of 'std::thread' runs in another thread (model 'cxx-standard-library')
  }

private:
  Log log;
  std::thread worker;
};
