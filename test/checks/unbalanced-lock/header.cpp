// RUN: split-file %s %t
// RUN: %ambit-check --header-filter='.*' %t/main.cpp -- -std=c++20 %include 2>&1 \
// RUN:   | FileCheck %s --implicit-check-not='{{warning|error}}:'
//
// An inline function of a header is reported there.

//--- gate.h
#include <mutex>
inline bool pass(std::mutex &m, bool fast) {
  m.lock();
  if (fast)
    return false;
  m.unlock();
  return false;
}

//--- main.cpp
#include "gate.h"
std::mutex m;
int main() { return pass(m, true); }
// CHECK: gate.h:5:5: warning: a lock is still held when 'pass' ends here [ambit-unbalanced-lock]
// CHECK: gate.h:3:5: note: it is taken here
