// RUN: split-file %s %t
// RUN: %ambit-check --header-filter='.*' %t/main.cpp -- -std=c++20 %include -I%S/Inputs 2>&1 \
// RUN:   | FileCheck %s --implicit-check-not='{{warning|error}}:'

// A coroutine of a header, included twice.

//--- port.h
#pragma once
#include "task.h"
#include <mutex>
class Port {
public:
  Here send() {
    std::lock_guard held(lock_);
    co_await Delay{1};
  }

private:
  std::mutex lock_;
};

//--- main.cpp
#include "port.h"
#include "port.h"
Here main_task(Port &p) {
  p.send();
  co_await Delay{2};
}
// CHECK: port.h:8:5: warning: lock 'lock_' is still held when the coroutine is suspended here [ambit-held-across-await]
// CHECK: port.h:7:21: note: it is taken here
// CHECK: port.h:8:5: note: whoever runs meanwhile and takes it waits for a coroutine that does not run
// CHECK: port.h:8:5: note: release it before, and take it again when the coroutine is resumed
