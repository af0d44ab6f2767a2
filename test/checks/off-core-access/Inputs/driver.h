// A driver of core 0, and a function of core 1 that should leave it alone.
#ifndef DRIVER_H
#define DRIVER_H

#include "ambit/annotations.h"

class AMBIT_CORE_BOUND_TO(0) Uart {
public:
  Uart();
  ~Uart();
  void put(char c) { last_ = c; }
  int backlog() const;

private:
  char last_ = 0;
};
extern Uart console;

AMBIT_RUNS_ON(1) inline void report() { console.put('!'); }

#endif
