// RUN: %ambit-check %s -- -std=c11 %include 2>&1 | %expect

// A macro that hides the call: the finding is where the user wrote the macro.

#include "ambit/annotations.h"

struct AMBIT_CORE_BOUND pwm {
  int duty;
};
void send(const void *p AMBIT_CROSSES_CORE);
void sendTo(int core, const void *p AMBIT_CROSSES_CORE_TO(core));
#define SEND(p) send(p)
#define SEND_BOTH(a, b)                                                                            \
  do {                                                                                             \
    send(a);                                                                                       \
    send(b);                                                                                       \
  } while (0)
#define POST(what) SEND(&(what))
#define OTHER_CORE 1
#define SEND_GLOBAL() send(&global)
#define HANDED AMBIT_CROSSES_CORE

struct pwm global;
void own(struct pwm *p HANDED);

void macros(struct pwm *p, int n, struct pwm value) {
  SEND(p);
  // CHECK: :[[#@LINE-1]]:8: warning: 'p' crosses to another core but 'pwm' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'pwm' is declared core-bound here
  // CHECK: note: parameter 'p' of 'send' crosses to another core
  SEND(&n);         // an int
  SEND_BOTH(&n, p);
  // CHECK: :[[#@LINE-1]]:17: warning: 'p' crosses to another core but 'pwm' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'pwm' is declared core-bound here
  // CHECK: note: parameter 'p' of 'send' crosses to another core
  POST(value);
  // CHECK: :[[#@LINE-1]]:8: warning: 'value' crosses to another core but 'pwm' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'pwm' is declared core-bound here
  // CHECK: note: parameter 'p' of 'send' crosses to another core
  POST(value.duty);
  // CHECK: :[[#@LINE-1]]:8: warning: 'duty' crosses to another core but 'pwm' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: it is a part of 'pwm', which is core-bound
  // CHECK: note: 'pwm' is declared core-bound here
  // CHECK: note: parameter 'p' of 'send' crosses to another core
  SEND_GLOBAL();
  // CHECK: :[[#@LINE-1]]:3: warning: 'global' crosses to another core but 'pwm' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'pwm' is declared core-bound here
  // CHECK: note: parameter 'p' of 'send' crosses to another core
  sendTo(OTHER_CORE, p);
  // CHECK: :[[#@LINE-1]]:22: warning: 'p' crosses to core 1 but 'pwm' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'pwm' is declared core-bound here
  // CHECK: note: parameter 'p' of 'sendTo' crosses to core 1
  own(p);
  // CHECK: :[[#@LINE-1]]:7: warning: 'p' crosses to another core but 'pwm' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'pwm' is declared core-bound here
  // CHECK: note: parameter 'p' of 'own' crosses to another core
}
