// RUN: %ambit-check %s -- -std=c11 %include 2>&1 | %expect

// Annotations, cores and uses behind macros: the finding is where the macro is used.

#include "ambit/annotations.h"

#define CPU_NET 0
#define CPU_APP (CPU_NET + 1)
#define ON_APP AMBIT_RUNS_ON(CPU_APP)
#define NET_ONLY AMBIT_CORE_BOUND_TO(CPU_NET)
enum { CPU_OF_RADIO = 1 };

typedef struct NET_ONLY mac {
  unsigned ctrl;
} mac;
typedef struct AMBIT_CORE_BOUND_TO(CPU_OF_RADIO) radio {
  unsigned ctrl;
} radio;
extern mac eth0;
extern radio lora;

#define MAC_ENABLE(m) ((m).ctrl |= 1u)

ON_APP void transmit(void) {
  MAC_ENABLE(eth0);
  // CHECK: :[[#@LINE-1]]:14: warning: 'transmit' runs on core 1 but uses 'eth0', which is bound to core 0 [ambit-off-core-access]
  // CHECK: :[[#@LINE-14]]:16: note: 'mac' is declared bound to core 0 here
  // CHECK: :[[#@LINE-4]]:1: note: 'transmit' is declared to run on core 1 here
  lora.ctrl = 1; // core 1 by another name
}

AMBIT_RUNS_ON(CPU_NET) void receive(void) {
  MAC_ENABLE(eth0);
  lora.ctrl = 0;
  // CHECK: :[[#@LINE-1]]:3: warning: 'receive' runs on core 0 but uses 'lora', which is bound to core 1 [ambit-off-core-access]
  // CHECK: :[[#@LINE-20]]:16: note: 'radio' is declared bound to core CPU_OF_RADIO here
  // CHECK: :[[#@LINE-5]]:1: note: 'receive' is declared to run on core 0 here
}
