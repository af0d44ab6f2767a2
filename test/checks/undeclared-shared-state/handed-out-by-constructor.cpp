// RUN: %ambit-check %s -- -std=c++20 %include 2>&1 | %expect

// That a constructor takes the address of a function hands out that function, not the object.

#include "ambit/annotations.h"
#include <atomic>

static std::atomic<void (*)()> hook;
static void done() {}

struct device {
  int count;
  device() {
    hook = done;
    count = 1;
  }
  void add() { ++count; }
};

static device &the_device() {
  static device d;
  return d;
}

AMBIT_ISR void on_interrupt() { the_device().add(); }

int main() {
  the_device();
  for (;;)
    if (auto *call = hook.load())
      call();
}
