// A local that another thread gets by reference is shared state that nothing protects, whatever
// it was initialised with; joined before anybody else looks, it is only lent.
//
// RUN: %ambit-check-with '{CheckOptions: {Unannotated: Strict}}' %s -- -std=c++20 %include | %expect

#include <thread>
#include <vector>

void zero() {
  int x = 0;
  std::thread([&x] { ++x; }).detach();
  // CHECK: :[[@LINE-1]]:17: warning: a reference to 'x' crosses to another thread but nothing says whether 'int' is sync [ambit-unsendable-crossing]
}

void accessed() {
  std::vector<int> v;
  std::thread t([&] { v.push_back(1); });
  // CHECK: :[[@LINE-1]]:18: warning: a reference to 'v' crosses to another thread but nothing says whether 'std::vector<int>' is sync [ambit-unsendable-crossing]
  // CHECK: :[[@LINE-2]]:23: warning: writing 'v' is not excluded from 'accessed' [ambit-undeclared-shared-state]
  // CHECK: note: 'accessed' writes 'v' here
  v.clear();
  // CHECK: :[[@LINE-1]]:3: warning: writing 'v' is not excluded from another thread [ambit-undeclared-shared-state]
  t.join();
}

void lent() {
  int x = 0;
  std::thread t([&x] { ++x; }); // joined
  t.join();
}
