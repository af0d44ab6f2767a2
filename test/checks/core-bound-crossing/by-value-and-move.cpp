// RUN: %ambit-check %s -- -std=c++20 %include 2>&1 | %expect

// A core-bound value handed over by value, by move, by copy of a part.

#include "ambit/annotations.h"
#include <utility>

struct AMBIT_CORE_BOUND Uart {
  int baud = 0;
  int rate() const;
};
struct Sensor {
  Uart bus;
  int last = 0;
};
struct Derived : Uart {};
struct Plain {
  int baud;
};

template <class T> void put(T value AMBIT_CROSSES_CORE);
void putUart(Uart value AMBIT_CROSSES_THREAD);
void putRvalue(Uart &&value AMBIT_CROSSES_THREAD);
void putInt(int value AMBIT_CROSSES_THREAD);
void putPlain(Plain value AMBIT_CROSSES_CORE);

void values(Uart uart, Sensor sensor, Derived derived) {
  put(uart);
  // CHECK: :[[#@LINE-1]]:7: warning: 'uart' crosses to another core but 'Uart' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'Uart' is declared core-bound here
  // CHECK: note: parameter 'value' of 'put' crosses to another core
  put(Uart{});
  // CHECK: :[[#@LINE-1]]:11: warning: a value of type 'Uart' crosses to another core but 'Uart' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'Uart' is declared core-bound here
  // CHECK: note: parameter 'value' of 'put' crosses to another core
  put(std::move(uart));
  // CHECK: :[[#@LINE-1]]:17: warning: 'uart' crosses to another core but 'Uart' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'Uart' is declared core-bound here
  // CHECK: note: parameter 'value' of 'put' crosses to another core
}

void conversions(Uart uart, Sensor sensor, Derived derived) {
  putUart(uart);
  // CHECK: :[[#@LINE-1]]:11: warning: 'uart' crosses to another core but 'Uart' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'Uart' is declared core-bound here
  // CHECK: note: parameter 'value' of 'putUart' crosses to another thread, on a core nobody knows
  putUart(sensor.bus);
  // CHECK: :[[#@LINE-1]]:11: warning: 'bus' crosses to another core but 'Uart' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'Uart' is declared core-bound here
  // CHECK: note: parameter 'value' of 'putUart' crosses to another thread, on a core nobody knows
  putUart(derived);
  // CHECK: :[[#@LINE-1]]:11: warning: a value of type 'Uart' crosses to another core but 'Uart' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'Uart' is declared core-bound here
  // CHECK: note: parameter 'value' of 'putUart' crosses to another thread, on a core nobody knows
  putRvalue(std::move(uart));
  // CHECK: :[[#@LINE-1]]:23: warning: 'uart' crosses to another core but 'Uart' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'Uart' is declared core-bound here
  // CHECK: note: parameter 'value' of 'putRvalue' crosses to another thread, on a core nobody knows
  putRvalue(Uart{});
  // CHECK: :[[#@LINE-1]]:17: warning: a value of type 'Uart' crosses to another core but 'Uart' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'Uart' is declared core-bound here
  // CHECK: note: parameter 'value' of 'putRvalue' crosses to another thread, on a core nobody knows
  put(sensor);
  // CHECK: :[[#@LINE-1]]:7: warning: 'sensor' crosses to another core but 'Sensor' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: its member 'bus' has core-bound type 'Uart'
  // CHECK: note: 'Uart' is declared core-bound here
  // CHECK: note: parameter 'value' of 'put' crosses to another core
  put(derived);
  // CHECK: :[[#@LINE-1]]:7: warning: 'derived' crosses to another core but 'Derived' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: its base 'Uart' is core-bound
  // CHECK: note: 'Uart' is declared core-bound here
  // CHECK: note: parameter 'value' of 'put' crosses to another core
  put(sensor.bus);
  // CHECK: :[[#@LINE-1]]:7: warning: 'bus' crosses to another core but 'Uart' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'Uart' is declared core-bound here
  // CHECK: note: parameter 'value' of 'put' crosses to another core
}

void parts(Uart uart, Sensor sensor) {
  put(uart.baud);              // a number is copied
  put(sensor.last);            // a number is copied
  putInt(uart.rate());         // what the method returns
  putPlain(Plain{uart.baud});  // a struct of numbers
  put(static_cast<int>(sensor.bus.baud)); // a number
}

// One value for both paths: one bad path is enough.
void chosen(bool first, Uart uart) {
  put(first ? uart : Uart{});
  // CHECK: :[[#@LINE-1]]:15: warning: 'uart' crosses to another core but 'Uart' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'Uart' is declared core-bound here
  // CHECK: note: parameter 'value' of 'put' crosses to another core
  // CHECK: :[[#@LINE-4]]:26: warning: a value of type 'Uart' crosses to another core but 'Uart' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'Uart' is declared core-bound here
  // CHECK: note: parameter 'value' of 'put' crosses to another core
  put((0, uart));
  // CHECK: :[[#@LINE-1]]:11: warning: 'uart' crosses to another core but 'Uart' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'Uart' is declared core-bound here
  // CHECK: note: parameter 'value' of 'put' crosses to another core
  put(first ? uart.baud : 0); // numbers
}

// The same function twice in one line, both are said.
void twice(Uart a, Uart b) {
  put(a), put(b);
  // CHECK: :[[#@LINE-1]]:7: warning: 'a' crosses to another core but 'Uart' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'Uart' is declared core-bound here
  // CHECK: note: parameter 'value' of 'put' crosses to another core
  // CHECK: :[[#@LINE-4]]:15: warning: 'b' crosses to another core but 'Uart' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'Uart' is declared core-bound here
  // CHECK: note: parameter 'value' of 'put' crosses to another core
}
