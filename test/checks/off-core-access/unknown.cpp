// RUN: %ambit-check %s -- -std=c++20 %include 2>&1 | %expect

// Where code runs is unknown: nothing is said.

#include "ambit/annotations.h"
#include <thread>

struct AMBIT_CORE_BOUND_TO(0) Adc {
  int raw;
  int convert(int channel);
};
struct AMBIT_CORE_BOUND Bus {
  void send(int word);
};
struct Opaque;
extern Adc adc;
extern Bus bus;
int board_core();
void use(Opaque *);

int called(Adc *which) { return which->convert(1); }
int behindPointer(int (*how)(Adc *)) { return how(&adc); }
void bySomeone() { bus.send(1); }

// The core is no constant that anybody can see.
extern const int someCore;
AMBIT_RUNS_ON(1) void erased(void *context, Opaque *o) {
  use(o);
  (void)context;
}

struct Base {
  virtual ~Base();
  virtual int sample() = 0;
};
AMBIT_RUNS_ON(1) int dynamic(Base &b) { return b.sample(); }

// One core and no second: both names are of the same.
struct AMBIT_CORE_BOUND_TO(1) Unit {
  int n;
};
AMBIT_RUNS_ON(1) int same(Unit &u) { return u.n; }
