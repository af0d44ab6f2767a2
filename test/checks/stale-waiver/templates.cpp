// RUN: %ambit-check %s -- -std=c++20 %include 2>&1 | %expect --implicit-check-not=note:
//
// In a template a waiver is needed if one instantiation needs it, and stale if none does. What is
// never instantiated is not judged.

#include "ambit/annotations.h"

struct AMBIT_CORE_BOUND Timer {
  int ticks = 0;
};
struct Plain {};
bool give(Timer &timer AMBIT_CROSSES_CORE);
bool give(Plain &plain);

template <class T> bool sometimes(int n) {
  T value;
  AMBIT_UNCHECKED("needed for Timer") return give(value);
}
template <class T> bool never(T &) {
  T value;
  AMBIT_UNCHECKED("needed for none") return give(value);
  // CHECK: :[[@LINE-1]]:3: warning: this waiver waives nothing [ambit-stale-waiver]
  // CHECK: :[[@LINE-2]]:3: note: remove it, or move it to the statement it is meant for
}
template <class T> bool nobody() {
  T value;
  AMBIT_UNCHECKED("never instantiated") return give(value);
}
template <class T> struct Class {
  T value;
  bool member() {
    AMBIT_UNCHECKED("member") return give(value);
  }
  AMBIT_UNCHECKED("initialiser") bool given = give(value);
  bool unused() {
    AMBIT_UNCHECKED("never instantiated") return give(value);
  }
};

bool use(Plain &plain) {
  Class<Timer> timer;
  Class<Plain> other;
  return sometimes<Timer>(1) && sometimes<Plain>(1) && never(plain) && timer.member() &&
         other.member();
}
