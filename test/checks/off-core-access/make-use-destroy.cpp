// RUN: %ambit-check %s -- -std=c++20 %include 2>&1 | %expect

// Core-bound objects are made, used and destroyed on their core. What is made in the wrong place is
// said there, and not once more for each use.

#include "ambit/annotations.h"
#include <memory>
#include <new>
#include <utility>

class AMBIT_CORE_BOUND_TO(0) Port {
public:
  Port();
  explicit Port(int number);
  ~Port();
  void send(int word);
};
struct Board {
  int id;
  Port port;
};
void use(int n);
extern Port *const spare;
extern std::unique_ptr<Port> owned;
extern char place[];

AMBIT_RUNS_ON(1) void local() {
  Port p;
  // CHECK: :[[#@LINE-1]]:8: warning: 'local' runs on core 1 but makes 'p', which is bound to core 0 [ambit-off-core-access]
  // CHECK: :[[#@LINE-19]]:7: note: 'Port' is declared bound to core 0 here
  // CHECK: :[[#@LINE-4]]:1: note: 'local' is declared to run on core 1 here
  p.send(1);
}
AMBIT_RUNS_ON(1) void inPlace() {
  new (place) Port(1);
  // CHECK: :[[#@LINE-1]]:15: warning: 'inPlace' runs on core 1 but makes a 'Port', which is bound to core 0 [ambit-off-core-access]
  // CHECK: :[[#@LINE-26]]:7: note: 'Port' is declared bound to core 0 here
  // CHECK: :[[#@LINE-4]]:1: note: 'inPlace' is declared to run on core 1 here
}
AMBIT_RUNS_ON(1) void withDelete() {
  delete spare;
  // CHECK: :[[#@LINE-1]]:10: warning: 'withDelete' runs on core 1 but destroys 'spare', which is bound to core 0 [ambit-off-core-access]
  // CHECK: :[[#@LINE-32]]:7: note: 'Port' is declared bound to core 0 here
  // CHECK: :[[#@LINE-4]]:1: note: 'withDelete' is declared to run on core 1 here
}
AMBIT_RUNS_ON(1) void reset() {
  owned.reset();
  // CHECK: :[[#@LINE-1]]:3: warning: 'reset' runs on core 1 but destroys 'owned', which is bound to core 0 [ambit-off-core-access]
  // CHECK: :[[#@LINE-38]]:7: note: 'Port' is declared bound to core 0 here
  // CHECK: :[[#@LINE-4]]:1: note: 'reset' is declared to run on core 1 here
}
AMBIT_RUNS_ON(1) void owner() {
  auto p = std::make_unique<Port>(3);
  // CHECK: :[[#@LINE-1]]:12: warning: 'owner' runs on core 1 but makes a 'Port', which is bound to core 0 [ambit-off-core-access]
  // CHECK: :[[#@LINE-44]]:7: note: 'Port' is declared bound to core 0 here
  // CHECK: :[[#@LINE-4]]:1: note: 'owner' is declared to run on core 1 here
  use(p != nullptr);
}
AMBIT_RUNS_ON(1) void part() {
  Board b{7, Port(1)};
  // CHECK: :[[#@LINE-1]]:14: warning: 'part' runs on core 1 but makes a 'Port', which is bound to core 0 [ambit-off-core-access]
  // CHECK: :[[#@LINE-51]]:7: note: 'Port' is declared bound to core 0 here
  // CHECK: :[[#@LINE-4]]:1: note: 'part' is declared to run on core 1 here
  use(b.id);
}
AMBIT_RUNS_ON(1) void temporary() {
  Port(5).send(5);
  // CHECK: :[[#@LINE-1]]:3: warning: 'temporary' runs on core 1 but makes a 'Port', which is bound to core 0 [ambit-off-core-access]
  // CHECK: :[[#@LINE-58]]:7: note: 'Port' is declared bound to core 0 here
  // CHECK: :[[#@LINE-4]]:1: note: 'temporary' is declared to run on core 1 here
}

AMBIT_RUNS_ON(1) void usedWhereItWasMade() {
  Port *one = new Port(1);
  // CHECK: :[[#@LINE-1]]:19: warning: 'usedWhereItWasMade' runs on core 1 but makes a 'Port', which is bound to core 0 [ambit-off-core-access]
  // CHECK: :[[#@LINE-65]]:7: note: 'Port' is declared bound to core 0 here
  // CHECK: :[[#@LINE-4]]:1: note: 'usedWhereItWasMade' is declared to run on core 1 here
  one->send(6);
  delete one;
  auto two = std::make_unique<Port>(2);
  // CHECK: :[[#@LINE-1]]:14: warning: 'usedWhereItWasMade' runs on core 1 but makes a 'Port', which is bound to core 0 [ambit-off-core-access]
  // CHECK: :[[#@LINE-71]]:7: note: 'Port' is declared bound to core 0 here
  // CHECK: :[[#@LINE-10]]:1: note: 'usedWhereItWasMade' is declared to run on core 1 here
  two->send(7);
  Board three{7, Port(3)};
  // CHECK: :[[#@LINE-1]]:18: warning: 'usedWhereItWasMade' runs on core 1 but makes a 'Port', which is bound to core 0 [ambit-off-core-access]
  // CHECK: :[[#@LINE-76]]:7: note: 'Port' is declared bound to core 0 here
  // CHECK: :[[#@LINE-15]]:1: note: 'usedWhereItWasMade' is declared to run on core 1 here
  three.port.send(8);
}

AMBIT_RUNS_ON(1) void onlyHeld(Port *p, std::unique_ptr<Port> &q) {
  Port *same = p;
  std::unique_ptr<Port> empty;
  q.swap(empty);
  use(same == p);
}
AMBIT_RUNS_ON(0) void home() {
  Port p;
  p.send(1);
  auto q = std::make_unique<Port>(2);
  delete spare;
  owned.reset();
}
