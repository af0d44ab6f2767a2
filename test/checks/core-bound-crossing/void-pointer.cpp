// RUN: %ambit-check %s -- -std=c++20 %include 2>&1 | %expect

// As in void-pointer.c, with the casts of C++ and the erased types of the library.

#include "ambit/annotations.h"
#include <any>
#include <cstdint>
#include <memory>
#include <utility>

struct AMBIT_CORE_BOUND Spi {
  int clock;
};
struct Packet {
  int length;
};

void run(void *arg AMBIT_CROSSES_THREAD);
void word(std::uintptr_t w AMBIT_CROSSES_THREAD);
void erased(std::any any AMBIT_CROSSES_THREAD);
void shared(std::shared_ptr<void> any AMBIT_CROSSES_THREAD);

void casts(Spi &spi, Packet &packet) {
  run(&spi);
  // CHECK: :[[#@LINE-1]]:8: warning: 'spi' crosses to another core but 'Spi' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'Spi' is declared core-bound here
  // CHECK: note: parameter 'arg' of 'run' crosses to another thread, on a core nobody knows
  run(static_cast<void *>(&spi));
  // CHECK: :[[#@LINE-1]]:28: warning: 'spi' crosses to another core but 'Spi' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'Spi' is declared core-bound here
  // CHECK: note: parameter 'arg' of 'run' crosses to another thread, on a core nobody knows
  run(reinterpret_cast<char *>(&spi));
  // CHECK: :[[#@LINE-1]]:33: warning: 'spi' crosses to another core but 'Spi' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'Spi' is declared core-bound here
  // CHECK: note: parameter 'arg' of 'run' crosses to another thread, on a core nobody knows
  word(reinterpret_cast<std::uintptr_t>(&spi));
  // CHECK: :[[#@LINE-1]]:42: warning: 'spi' crosses to another core but 'Spi' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'Spi' is declared core-bound here
  // CHECK: note: parameter 'w' of 'word' crosses to another thread, on a core nobody knows
  run(&packet);                               // not bound
  run(nullptr);                               // nowhere
  run(reinterpret_cast<void *>(std::uintptr_t{0x40000000})); // an address
  run(reinterpret_cast<void *>(std::intptr_t(spi.clock)));   // a number
}

void erasures(Spi spi, Packet packet) {
  erased(spi);
  // CHECK: :[[#@LINE-1]]:10: warning: 'spi' crosses to another core but 'Spi' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'Spi' is declared core-bound here
  // CHECK: note: parameter 'any' of 'erased' crosses to another thread, on a core nobody knows
  erased(std::any(spi));
  // CHECK: :[[#@LINE-1]]:19: warning: 'spi' crosses to another core but 'Spi' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'Spi' is declared core-bound here
  // CHECK: note: parameter 'any' of 'erased' crosses to another thread, on a core nobody knows
  erased(&spi);
  // CHECK: :[[#@LINE-1]]:11: warning: 'spi' crosses to another core but 'Spi' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'Spi' is declared core-bound here
  // CHECK: note: parameter 'any' of 'erased' crosses to another thread, on a core nobody knows
  erased(packet);                 // not bound
  erased({});                     // empty
  erased(std::any{});             // empty
  shared(std::make_shared<Spi>());
  // CHECK: :[[#@LINE-1]]:10: warning: a value of type 'std::shared_ptr<Spi>' crosses to another core but 'std::shared_ptr<Spi>' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: it holds 'Spi', which is core-bound
  // CHECK: note: 'Spi' is declared core-bound here
  // CHECK: note: parameter 'any' of 'shared' crosses to another thread, on a core nobody knows
  shared(std::make_shared<Packet>()); // not bound
}

void local(Spi spi, std::any given) {
  std::any a = spi;
  erased(a);
  // CHECK: :[[#@LINE-1]]:10: warning: 'spi' crosses to another core but 'Spi' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'Spi' is declared core-bound here
  // CHECK: note: this was put into 'a' here
  // CHECK: note: parameter 'any' of 'erased' crosses to another thread, on a core nobody knows
  a = 3;
  erased(a); // it holds a number now
  erased(std::move(a)); // moved out
  std::any b = spi;
  b.reset();
  erased(b); // empty now
  erased(given); // a parameter stays unknown
}

void sharedLocal() {
  std::shared_ptr<void> p = std::make_shared<Spi>();
  shared(p);
  // CHECK: :[[#@LINE-1]]:10: warning: 'p' crosses to another core but 'std::shared_ptr<Spi>' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: it holds 'Spi', which is core-bound
  // CHECK: note: 'Spi' is declared core-bound here
  // CHECK: note: this was put into 'p' here
  // CHECK: note: parameter 'any' of 'shared' crosses to another thread, on a core nobody knows
  p = std::make_shared<Packet>();
  shared(p); // not bound
  p.reset();
  shared(p); // null
}
