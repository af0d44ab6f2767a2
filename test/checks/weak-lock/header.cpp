// RUN: split-file %s %t
// RUN: %ambit-check --header-filter='.*' %t/main.cpp -- -std=c++20 %include 2>&1 \
// RUN:   | FileCheck %s --implicit-check-not='{{warning|error}}:'
//
// A class in a header whose member function takes the weak lock.

//--- port.h
#include "ambit/annotations.h"
#include <mutex>
class Port {
public:
  void clear() {
    std::lock_guard<std::mutex> hold(lock_);
    level = 0;
  }
  AMBIT_ISR_SHARED int level = 0;

private:
  std::mutex lock_;
};

//--- main.cpp
#include "port.h"
Port port;
AMBIT_ISR void pin_isr() { ++port.level; }
int main() { port.clear(); }
// CHECK: port.h:7:5: warning: lock 'lock_' does not keep out 'pin_isr', which writes 'level' [ambit-weak-lock]
// CHECK: main.cpp:3:35: note: 'pin_isr' writes 'level' here
// CHECK: main.cpp:4:19: note: 'main' calls 'clear' here
// CHECK: port.h:9:3: note: 'level' is declared shared with handlers here
// CHECK: port.h:7:5: note: a mutex keeps out threads only
