// RUN: %ambit-check %s -- -std=c11 %include 2>&1 | %expect

// What was put into a number or into an array of void pointers is known in the same function.

#include "ambit/annotations.h"
#include <stddef.h>
#include <stdint.h>

struct AMBIT_CORE_BOUND spi {
  int clock;
};
struct packet {
  int length;
};

void start(void *arg AMBIT_CROSSES_THREAD);
void post(uintptr_t word AMBIT_CROSSES_CORE);

void number(struct spi *bus, struct packet *p) {
  uintptr_t word = (uintptr_t)bus;
  post(word);
  // CHECK: :[[#@LINE-1]]:8: warning: 'bus' crosses to another core but 'spi' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'spi' is declared core-bound here
  // CHECK: note: this was put into 'word' here
  // CHECK: note: parameter 'word' of 'post' crosses to another core
  word = (uintptr_t)p;
  post(word); // the packet now
  word = (uintptr_t)bus->clock;
  post(word); // a number
}

void array(struct spi *bus, struct packet *p) {
  void *args[2] = {p, bus};
  start(args[0]); // the packet
  start(args[1]);
  // CHECK: :[[#@LINE-1]]:9: warning: 'bus' crosses to another core but 'spi' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'spi' is declared core-bound here
  // CHECK: note: this was put into 'args' here
  // CHECK: note: parameter 'arg' of 'start' crosses to another thread, on a core nobody knows
  args[1] = NULL;
  start(args[1]); // null now
}

void cast(void *arg) {
  start((struct spi *)arg);
  // CHECK: :[[#@LINE-1]]:23: warning: 'arg' crosses to another core but 'spi' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'spi' is declared core-bound here
  // CHECK: note: parameter 'arg' of 'start' crosses to another thread, on a core nobody knows
  start(arg);               // a parameter stays unknown
}
