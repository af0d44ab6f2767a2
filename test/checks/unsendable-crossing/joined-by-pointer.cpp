// RUN: %ambit-check %s -- -std=c++20 %include 2>&1 | %expect

// The joined thread reached its object through a pointer or through `this`.

#include "ambit/annotations.h"
#include <pthread.h>
#include <thread>
#include <utility>
#include <vector>

struct AMBIT_THREAD_BOUND Log {
  void add(int);
};

void pointer(Log *p) {
  std::thread t([p] { p->add(1); }); // joined
  t.join();
}
void argument(Log *p) {
  std::thread t(&Log::add, p, 1); // joined
  t.join();
}
void notJoined(Log *p) {
  std::thread t([p] { p->add(1); });
  // CHECK: :[[#@LINE-1]]:18: warning: 'p' crosses to another thread but 'Log' is thread-bound [ambit-unsendable-crossing]
  // CHECK: note: 'Log' is declared thread-bound here
  // CHECK: note: argument 1 of 'std::thread' runs in another thread (model 'cxx-standard-library')
  t.detach();
}
void accessBetween(Log *p) {
  std::thread t([p] { p->add(1); });
  // CHECK: :[[#@LINE-1]]:18: warning: 'p' crosses to another thread but 'Log' is thread-bound [ambit-unsendable-crossing]
  // CHECK: note: 'Log' is declared thread-bound here
  // CHECK: note: argument 1 of 'std::thread' runs in another thread (model 'cxx-standard-library')
  p->add(2);
  t.join();
}
struct Service {
  Log log;
  void once() {
    std::thread t([this] { log.add(1); }); // joined
    t.join();
  }
  void twice() {
    std::thread t([this] { log.add(1); });
    // CHECK: :[[#@LINE-1]]:20: warning: 'this' crosses to another thread but 'Service', which it leads to, is not sync [ambit-unsendable-crossing]
    // CHECK: note: its member 'log' has thread-bound type 'Log'
    // CHECK: note: 'Log' is declared thread-bound here
    // CHECK: note: argument 1 of 'std::thread' runs in another thread (model 'cxx-standard-library')
    log.add(2);
    t.join();
  }
};
void *body(void *);
void posix(Log *p) {
  pthread_t t;
  pthread_create(&t, nullptr, body, p); // joined
  pthread_join(t, nullptr);
}
