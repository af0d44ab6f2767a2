// RUN: %ambit-check %s -- -std=c++20 %include 2>&1 | %expect

// Code that runs before the second core starts, and sides of one that do not meet.

#include "ambit/annotations.h"

struct AMBIT_CORE_BOUND_TO(1) Dsp {
  int gain;
  void load(const int *program);
};
extern Dsp dsp;
extern const int program[4];

AMBIT_INIT void boot() { dsp.load(program); }

AMBIT_RUNS_ON(0) void control() {
  boot();
  dsp.gain = 3;
  // CHECK: :[[#@LINE-1]]:3: warning: 'control' runs on core 0 but uses 'dsp', which is bound to core 1 [ambit-off-core-access]
  // CHECK: :[[#@LINE-13]]:8: note: 'Dsp' is declared bound to core 1 here
  // CHECK: :[[#@LINE-5]]:1: note: 'control' is declared to run on core 0 here
}
AMBIT_RUNS_ON(1) void process() { dsp.gain = 1; }
