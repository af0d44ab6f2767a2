// RUN: not %ambit-check %s -- -std=c++20 %include > %t 2>&1
// RUN: FileCheck %s --input-file=%t --implicit-check-not='Stack dump'

// Cores in code that does not compile. What is whole is still judged.

#include "ambit/annotations.h"

extern "C" int sched_getcpu();
extern "C" int sched_yield();
struct AMBIT_CORE_BOUND_TO(0) Adc {
  int raw;
  int convert(int);
};
struct AMBIT_CORE_BOUND_TO(nowhere) Bus : Missing {
  int word = absent;
};
struct AMBIT_CORE_BOUND Later;
extern Adc adc;
extern Later later;
extern Gone gone;

AMBIT_RUNS_ON(1) int whole() {
  return adc.raw;
  // CHECK-DAG: :[[#@LINE-1]]:10: warning: 'whole' runs on core 1 but uses 'adc', which is bound to core 0 [ambit-off-core-access]
}

AMBIT_RUNS_ON(unknown) int noCore(Bus &b) { return b.word; }
AMBIT_RUNS_ON(1) int half(Bus *b) {
  Bus made(1, ;
  later.use();
  gone.use();
  delete b->
  return adc[missing] + adc.convert(;
}
AMBIT_MIGRATES void compared(int table[2]) {
  auto core = sched_getcpu(missing);
  sched_yield();
  table[core] = 1;
  if (sched_getcpu() == absent) adc.raw = 1;
  switch (sched_getcpu()) { case : adc.raw = 2; case absent: adc.raw = 3; }
  int again = table[sched_getcpu()] == 0 ? table[sched_getcpu()] : ;
}
template <class T> AMBIT_RUNS_ON(T::core) void pattern(T &t) {
  t.use(sched_getcpu(
}

// CHECK-DAG: error:
