// RUN: %ambit-check %s -- -std=c++20 %include 2>&1 | %expect

// What is stored where a thread reads it: at the store, in a member and an atomic as well.

#include "ambit/annotations.h"
#include <atomic>
#include <thread>

struct AMBIT_THREAD_BOUND Ui {
  int n = 0;
  void draw();
};
struct State {
  Ui *ui = nullptr;
  std::atomic<int> n{0};
} state;
std::atomic<Ui *> current{nullptr};
State unused;

void reader() {
  if (state.ui)
    state.ui->draw();
  if (auto *u = current.load())
    u->draw();
  if (unused.ui) // nobody stores a way to anything
    unused.ui->draw();
}
void start() { std::thread(reader).detach(); }
void store(Ui &u) {
  state.ui = &u;
  // CHECK: :[[#@LINE-1]]:15: warning: 'u' is stored where another thread reads it but 'Ui' is thread-bound [ambit-unsendable-crossing]
  // CHECK: note: 'Ui' is declared thread-bound here
  // CHECK: note: another thread reads 'state' here
  state.ui = nullptr; // null
  state.n = u.n;     // a number
  current.store(&u);
  // CHECK: :[[#@LINE-1]]:18: warning: 'u' is stored where another thread reads it but 'Ui' is thread-bound [ambit-unsendable-crossing]
  // CHECK: note: 'Ui' is declared thread-bound here
  // CHECK: note: another thread reads 'current' here
  current = &u;
  // CHECK: :[[#@LINE-1]]:14: warning: 'u' is stored where another thread reads it but 'Ui' is thread-bound [ambit-unsendable-crossing]
  // CHECK: note: 'Ui' is declared thread-bound here
  // CHECK: note: another thread reads 'current' here
}
