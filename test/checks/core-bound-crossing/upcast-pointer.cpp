// RUN: %ambit-check %s -- -std=c++20 %include 2>&1 | %expect

// A pointer or reference to a polymorphic base: what the same function put behind it is known.

#include "ambit/annotations.h"

struct Device {
  virtual ~Device() = default;
  virtual void go() = 0;
};
struct AMBIT_CORE_BOUND I2c : Device {
  void go() override;
};
struct Ram : Device {
  void go() override;
};
void point(Device *d AMBIT_CROSSES_CORE);
void refer(Device &d AMBIT_CROSSES_CORE);

void pointer(I2c &i2c, Ram &ram) {
  Device *d = &i2c;
  point(d);
  // CHECK: :[[#@LINE-1]]:9: warning: 'i2c' crosses to another core but 'I2c' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'I2c' is declared core-bound here
  // CHECK: note: this was put into 'd' here
  // CHECK: note: parameter 'd' of 'point' crosses to another core
  d = &ram;
  point(d); // another one now
}
void reference(I2c &i2c, Ram &ram) {
  Device &d = i2c; // only another name
  refer(d);
  // CHECK: :[[#@LINE-1]]:9: warning: 'i2c' crosses to another core but 'I2c' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'I2c' is declared core-bound here
  // CHECK: note: parameter 'd' of 'refer' crosses to another core
  Device &e = ram;
  refer(e); // not bound
}
void downcast(Device &d) {
  refer(static_cast<I2c &>(d));
  // CHECK: :[[#@LINE-1]]:28: warning: 'd' crosses to another core but 'I2c' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'I2c' is declared core-bound here
  // CHECK: note: parameter 'd' of 'refer' crosses to another core
  refer(static_cast<Ram &>(d)); // not bound
}
