// RUN: %ambit-check %s -- -std=c++20 %include 2>&1 | %expect

// What is thread-bound, or derives from it, is reported where it crosses; its members are not reported again on the
// other side.

#include "ambit/annotations.h"
#include <thread>

struct AMBIT_THREAD_BOUND View {
  int width = 0;
};
struct Button : View {
  int presses = 0;
  void press() { presses++; }
};
struct Model {
  int changes = 0;
  void change() { changes++; }
  // CHECK: :[[#@LINE-1]]:19: warning: writing 'changes' is not excluded from 'start' [ambit-undeclared-shared-state]
  // CHECK: note: 'start' writes 'changes' here
  // CHECK: note: hold one lock that keeps out other cores around both accesses
};

void start(View *v, Button *b, Model *m) {
  std::thread([v] { v->width++; }).detach();
  // CHECK: :[[#@LINE-1]]:16: warning: 'v' crosses to another thread but 'View' is thread-bound [ambit-unsendable-crossing]
  // CHECK: note: 'View' is declared thread-bound here
  // CHECK: note: argument 1 of 'std::thread' runs in another thread (model 'cxx-standard-library')
  v->width = 0;
  std::thread(&Button::press, b).detach();
  // CHECK: :[[#@LINE-1]]:31: warning: 'b' crosses to another thread but 'Button', which it leads to, is not sync [ambit-unsendable-crossing]
  // CHECK: note: its base 'View' is thread-bound
  // CHECK: note: 'View' is declared thread-bound here
  // CHECK: note: argument 2 of 'std::thread' crosses to another thread (model 'cxx-standard-library')
  b->presses = 0;
  std::thread(&Model::change, m).detach();
  m->changes = 0;
  // CHECK: :[[#@LINE-1]]:6: warning: writing 'changes' is not excluded from 'change' [ambit-undeclared-shared-state]
  // CHECK: note: 'change' writes 'changes' here
  // CHECK: note: 'change' is started here
  // CHECK: note: hold one lock that keeps out other cores around both accesses
}
