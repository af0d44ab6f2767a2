// RUN: %ambit-check %s -- -std=c++20 %include 2>&1 | %expect

// Objects in C++: constructors, destructors, members of members, references and lambdas.

#include "ambit/annotations.h"
#include <utility>

void leave() AMBIT_ENDS_PHASE(boot);

class AMBIT_PHASE_BOUND(boot) Event {
public:
  Event();
  ~Event();
  void signal();
  int operator*() const;

private:
  int id_ = 0;
};
struct Driver {
  Event ready;
  int state = 0;
};

void made() {
  leave();
  Event *kept = new Event();
  // CHECK: :[[#@LINE-1]]:21: warning: 'Event' is used after phase 'boot' has ended [ambit-expired-phase]
  // CHECK: :[[#@LINE-19]]:7: note: 'Event' is declared bound to phase 'boot' here
  // CHECK: :[[#@LINE-4]]:3: note: the phase ends here
  (void)kept;
}
void outlives() {
  Event early;
  leave();
}
// CHECK: :[[#@LINE-1]]:1: warning: 'early' is used after phase 'boot' has ended [ambit-expired-phase]
// CHECK: :[[#@LINE-28]]:7: note: 'Event' is declared bound to phase 'boot' here
// CHECK: :[[#@LINE-4]]:3: note: the phase ends here
void destroyed(Event *e) {
  leave();
  delete e;
  // CHECK: :[[#@LINE-1]]:10: warning: 'e' is used after phase 'boot' has ended [ambit-expired-phase]
  // CHECK: :[[#@LINE-34]]:7: note: 'Event' is declared bound to phase 'boot' here
  // CHECK: :[[#@LINE-4]]:3: note: the phase ends here
}
void reference(Driver &d) {
  Event &e = d.ready;
  leave();
  e.signal();
  // CHECK: :[[#@LINE-1]]:3: warning: 'e' is used after phase 'boot' has ended [ambit-expired-phase]
  // CHECK: :[[#@LINE-42]]:7: note: 'Event' is declared bound to phase 'boot' here
  // CHECK: :[[#@LINE-4]]:3: note: the phase ends here
  d.ready.signal();
  // CHECK: :[[#@LINE-1]]:5: warning: 'ready' is used after phase 'boot' has ended [ambit-expired-phase]
  // CHECK: :[[#@LINE-46]]:7: note: 'Event' is declared bound to phase 'boot' here
  // CHECK: :[[#@LINE-8]]:3: note: the phase ends here
  d.state = 1; // a part that is not bound
}
void operators(Event &e) {
  leave();
  (void)*e;
  // CHECK: :[[#@LINE-1]]:10: warning: 'e' is used after phase 'boot' has ended [ambit-expired-phase]
  // CHECK: :[[#@LINE-54]]:7: note: 'Event' is declared bound to phase 'boot' here
  // CHECK: :[[#@LINE-4]]:3: note: the phase ends here
}
void lambda(Driver &d) {
  auto signal = [&] { d.ready.signal(); };
  signal();
  leave();
  signal();
  // CHECK: :[[#@LINE-1]]:3: warning: '{{.*}} is called after phase 'boot' has ended, but uses 'ready' [ambit-expired-phase]
  // CHECK: :[[#@LINE-5]]:25: note: 'ready' is used here
  // CHECK: :[[#@LINE-64]]:7: note: 'Event' is declared bound to phase 'boot' here
  // CHECK: :[[#@LINE-5]]:3: note: the phase ends here
}
void closedBefore() {
  { Event early; }
  leave();
}
