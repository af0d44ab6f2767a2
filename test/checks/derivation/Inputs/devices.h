#include "ambit/annotations.h"

struct AMBIT_CORE_BOUND Bus {
  unsigned base;
};
struct Sensor {
  struct Bus *bus;
  unsigned last;
};
#define DECLARE_WRAPPER(name, type)                                                                \
  struct name {                                                                                    \
    type inner;                                                                                    \
  }
DECLARE_WRAPPER(Board, struct Sensor);
DECLARE_WRAPPER(Level, unsigned);
