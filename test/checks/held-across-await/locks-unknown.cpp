// RUN: %ambit-check %s -- -std=c++20 %include -I%S/Inputs 2>&1 | %expect

// What nobody sees may hold a lock or none; a name alone makes no lock.

#include "task.h"
#include <functional>

struct Locker {
  void lock();
  void unlock();
};
struct Guard {
  explicit Guard(Locker &);
  ~Guard();
};
Locker &of(int n);
void enter();
void leave();

Here unannotated(Locker &l) {
  Guard held(l);
  l.lock();
  co_await Delay{1};
  l.unlock();
}
Here functions() {
  enter();
  co_await Delay{1};
  leave();
}
Here erased(std::function<void()> before, std::function<void()> after) {
  before();
  co_await Delay{1};
  after();
}
Here chosen(int n) {
  of(n).lock();
  co_await Delay{n};
  of(n).unlock();
}
