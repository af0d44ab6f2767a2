// RUN: not %ambit-check %s -- -std=c++20 %include > %t 2>&1
// RUN: FileCheck %s --input-file=%t --implicit-check-not=ambit- --implicit-check-not='Stack dump'

// Phases in code that does not compile: nothing falls over, and nothing is said of what is not whole.

#include "ambit/annotations.h"

void leave() AMBIT_ENDS_PHASE(boot);
int quit(Missing) AMBIT_ENDS_PHASE(boot);
struct AMBIT_PHASE_BOUND(boot) Event {
  void signal(
  Missing member;
  ~Event() { member.close(); }
};
struct AMBIT_PHASE_BOUND(boot) Incomplete;

int half(Event *e, Incomplete &i, Unknown &u) {
  quit(gone);
  e->signal(
  e->nothing->signal();
  i.signal();
  u.signal();
  if (auto status = quit(); status ==
    return e->
}

template <class T> void pattern(T &t, Event e) {
  leave();
  t.signal(missing);
  delete &t.
}
template void pattern(int &, Event);

// CHECK: error:
