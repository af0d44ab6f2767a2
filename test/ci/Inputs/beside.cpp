// A finding of Ambit in strict mode and one in any, one of bugprone, one of the analyzer.
#include "ambit/annotations.h"

struct AMBIT_CORE_BOUND Timer {
  int ticks = 0;
};
struct Unknown;
bool give(Timer &timer AMBIT_CROSSES_CORE);
bool start(Unknown &unknown AMBIT_CROSSES_THREAD);

void send(Timer &timer, Unknown &unknown) {
  give(timer);
  start(unknown);
}

double half(int n) { return n / 2; }

int byNothing(int n) {
  int zero = 0;
  return n / zero;
}
