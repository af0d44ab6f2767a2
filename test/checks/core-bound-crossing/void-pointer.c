// RUN: %ambit-check %s -- -std=c11 %include 2>&1 | %expect

// The way through `void *` and casts is looked through where it is in the same function.

#include "ambit/annotations.h"
#include <stddef.h>
#include <stdint.h>

struct AMBIT_CORE_BOUND spi {
  int clock;
};
struct packet {
  int length;
};
struct message {
  int kind;
  void *payload;
};

typedef void (*work)(void *);
void start(work run AMBIT_CALLED_IN_THREAD, void *arg AMBIT_CROSSES_THREAD);
void post(uintptr_t word AMBIT_CROSSES_CORE);
void post32(uint32_t word AMBIT_CROSSES_CORE);
void push(const void *item AMBIT_CROSSES_CORE);
void run(void *arg);

void direct(struct spi *bus, struct packet *p) {
  start(run, bus);
  // CHECK: :[[#@LINE-1]]:14: warning: 'bus' crosses to another core but 'spi' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'spi' is declared core-bound here
  // CHECK: note: parameter 'arg' of 'start' crosses to another thread, on a core nobody knows
  start(run, (void *)bus);
  // CHECK: :[[#@LINE-1]]:22: warning: 'bus' crosses to another core but 'spi' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'spi' is declared core-bound here
  // CHECK: note: parameter 'arg' of 'start' crosses to another thread, on a core nobody knows
  start(run, (char *)bus);
  // CHECK: :[[#@LINE-1]]:22: warning: 'bus' crosses to another core but 'spi' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'spi' is declared core-bound here
  // CHECK: note: parameter 'arg' of 'start' crosses to another thread, on a core nobody knows
  post((uintptr_t)bus);
  // CHECK: :[[#@LINE-1]]:19: warning: 'bus' crosses to another core but 'spi' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'spi' is declared core-bound here
  // CHECK: note: parameter 'word' of 'post' crosses to another core
  post((uintptr_t)(void *)bus);
  // CHECK: :[[#@LINE-1]]:27: warning: 'bus' crosses to another core but 'spi' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'spi' is declared core-bound here
  // CHECK: note: parameter 'word' of 'post' crosses to another core
  start(run, p);             // a packet is not bound
  start(run, NULL);          // leads nowhere
  start(run, (void *)(intptr_t)bus->clock); // a number in a pointer's clothes
}

void throughLocal(struct spi *bus, struct packet *p) {
  void *arg = bus;
  start(run, arg);
  // CHECK: :[[#@LINE-1]]:14: warning: 'bus' crosses to another core but 'spi' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'spi' is declared core-bound here
  // CHECK: note: this was put into 'arg' here
  // CHECK: note: parameter 'arg' of 'start' crosses to another thread, on a core nobody knows
  arg = p;
  start(run, arg); // it was given another value
}

void onOnePath(struct spi *bus, struct packet *p, int urgent) {
  void *arg = p;
  if (urgent)
    arg = bus;
  start(run, arg);
  // CHECK: :[[#@LINE-1]]:14: warning: 'bus' crosses to another core but 'spi' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'spi' is declared core-bound here
  // CHECK: note: this was put into 'arg' here
  // CHECK: note: parameter 'arg' of 'start' crosses to another thread, on a core nobody knows
}

void unknownParameter(void *arg) {
  start(run, arg); // a parameter stays unknown
}

void castBack(void *arg) {
  struct spi *bus = arg;
  start(run, bus);
  // CHECK: :[[#@LINE-1]]:14: warning: 'arg' crosses to another core but 'spi' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'spi' is declared core-bound here
  // CHECK: note: parameter 'arg' of 'start' crosses to another thread, on a core nobody knows
}

void inStruct(struct spi *bus, struct packet *p) {
  struct message m = {1, bus};
  push(&m);
  // CHECK: :[[#@LINE-1]]:9: warning: 'bus' crosses to another core but 'spi' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'spi' is declared core-bound here
  // CHECK: note: this was put into 'm' here
  // CHECK: note: parameter 'item' of 'push' crosses to another core
  struct message copied = {.kind = 2, .payload = p};
  start(run, copied.payload); // a packet
  copied.payload = bus;
  start(run, copied.payload);
  // CHECK: :[[#@LINE-1]]:14: warning: 'bus' crosses to another core but 'spi' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'spi' is declared core-bound here
  // CHECK: note: this was put into 'copied' here
  // CHECK: note: parameter 'arg' of 'start' crosses to another thread, on a core nobody knows
  start(run, m.payload);
  // CHECK: :[[#@LINE-1]]:14: warning: 'bus' crosses to another core but 'spi' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'spi' is declared core-bound here
  // CHECK: note: this was put into 'm' here
  // CHECK: note: parameter 'arg' of 'start' crosses to another thread, on a core nobody knows
}
