// RUN: %ambit-check %s -- -std=c++20 %include 2>&1 | %expect

// Joined if there is something to join, and through another handle.

#include "ambit/annotations.h"
#include <pthread.h>
#include <thread>
#include <utility>
#include <vector>

struct AMBIT_THREAD_BOUND Log {
  void add(int);
};

void joinable() {
  Log log;
  std::thread t([&log] { log.add(1); }); // joined whenever it can be
  if (t.joinable())
    t.join();
}
void *body(void *);
void perhapsNotStarted() {
  Log log;
  pthread_t t;
  if (pthread_create(&t, nullptr, body, &log)) // joined, or never started
    return;
  pthread_join(t, nullptr);
}
void movedHandle() {
  Log log;
  std::thread t([&log] { log.add(1); }); // joined through its new name
  std::thread u = std::move(t);
  u.join();
}
void movedAndLost() {
  Log log;
  std::thread t([&log] { log.add(1); });
  // CHECK: :[[#@LINE-1]]:19: warning: 'log' crosses to another thread but 'Log' is thread-bound [ambit-unsendable-crossing]
  // CHECK: note: 'Log' is declared thread-bound here
  // CHECK: note: argument 1 of 'std::thread' runs in another thread (model 'cxx-standard-library')
  std::thread u = std::move(t);
  u.detach();
}
