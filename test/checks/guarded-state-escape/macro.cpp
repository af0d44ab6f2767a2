// RUN: %ambit-check %s -- -std=c++20 %include 2>&1 | %expect

// The section and the way out of it come from macros of the project.

#include "ambit/annotations.h"
#include <mutex>

#define SYNCHRONIZED(m) std::lock_guard<std::mutex> hold_(m)
#define ADDRESS(x) (&(x))

std::mutex m;
AMBIT_GUARDED_BY(m) int state;

int *leak() {
  SYNCHRONIZED(m);
  return ADDRESS(state);
  // CHECK: :[[#@LINE-1]]:10: warning: a way into 'state' is returned, but 'm' is released on the way out [ambit-guarded-state-escape]
  // CHECK: note: 'state' is declared guarded here
  // CHECK: note: copy what is needed while the lock is held
}
int copy() {
  SYNCHRONIZED(m);
  return *ADDRESS(state); // a copy
}
