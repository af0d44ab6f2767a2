// RUN: %ambit-check %s -- -std=c++20 %include 2>&1 | %expect

// A member that is initialised after a thread got the object is written while that thread runs; one before is not.

#include <string>
#include <thread>

class Pump {
public:
  Pump()
      : before(1), worker([this] {
          before++;
          after++;
          // CHECK: :[[#@LINE-1]]:11: warning: writing 'after' is not excluded from 'main' [ambit-undeclared-shared-state]
          // CHECK: :[[#@LINE+9]]:9: note: 'Pump' writes 'after' here
          // CHECK: note: 'main' calls 'Pump' here
          // CHECK: note: hold one lock that keeps out other cores around both accesses
          given++;
          // CHECK: :[[#@LINE-1]]:11: warning: writing 'given' is not excluded from 'main' [ambit-undeclared-shared-state]
          // CHECK: note: 'Pump' writes 'given' here
          // CHECK: note: 'main' calls 'Pump' here
          // CHECK: note: hold one lock that keeps out other cores around both accesses
        }),
        after(2) {}
  // CHECK: :[[#@LINE-1]]:9: warning: writing 'after' is not excluded from another thread [ambit-undeclared-shared-state]
  // CHECK: note: a lambda writes 'after' here
  // CHECK: note: a lambda is started here
  // CHECK: note: 'main' calls 'Pump' here
  // CHECK: note: hold one lock that keeps out other cores around both accesses
  ~Pump() { worker.join(); }

private:
  int before;
  std::thread worker;
  int after;
  int given = 3;
  // CHECK: :[[#@LINE-1]]:15: warning: writing 'given' is not excluded from another thread [ambit-undeclared-shared-state]
  // CHECK: note: a lambda writes 'given' here
  // CHECK: note: a lambda is started here
  // CHECK: note: 'main' calls 'Pump' here
  // CHECK: note: hold one lock that keeps out other cores around both accesses
};

// The same members, and the thread last.
class Last {
public:
  Last() : n(1), worker([this] { run(); }) {}
  ~Last() { worker.join(); }

private:
  void run() {
    n++;
    given++;
    name += "x";
  }
  int n;
  int given = 3;
  std::string name;
  std::thread worker;
};

// To keep the object starts nothing.
class Part {
public:
  explicit Part(Part *owner) : owner(owner) {}
  Part *owner;
};
class Whole {
public:
  Whole() : part(nullptr), self(this), n(3) {}
  void start() {
    worker = std::thread([this] { n++; });
    worker.join();
  }

private:
  Part part;
  Whole *self;
  int n;
  std::thread worker;
};

int main() {
  Pump pump;
  Last last;
  Whole whole;
  whole.start();
}
