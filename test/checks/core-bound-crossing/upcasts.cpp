// RUN: %ambit-check %s -- -std=c++20 %include 2>&1 | %expect

// An upcast that is visible at the crossing keeps the dynamic type.

#include "ambit/annotations.h"
#include <memory>
#include <utility>

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
void own(std::unique_ptr<Device> d AMBIT_CROSSES_CORE);
void share(std::shared_ptr<Device> d AMBIT_CROSSES_CORE);
void watch(std::weak_ptr<Device> d AMBIT_CROSSES_CORE);
void weak(std::weak_ptr<I2c> d AMBIT_CROSSES_CORE);
void part(std::shared_ptr<int> p AMBIT_CROSSES_CORE);
Device &any();

void visible(I2c &i2c, Ram &ram) {
  point(&i2c);
  // CHECK: :[[#@LINE-1]]:10: warning: 'i2c' crosses to another core but 'I2c' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'I2c' is declared core-bound here
  // CHECK: note: parameter 'd' of 'point' crosses to another core
  refer(i2c);
  // CHECK: :[[#@LINE-1]]:9: warning: 'i2c' crosses to another core but 'I2c' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'I2c' is declared core-bound here
  // CHECK: note: parameter 'd' of 'refer' crosses to another core
  refer(static_cast<Device &>(i2c));
  // CHECK: :[[#@LINE-1]]:31: warning: 'i2c' crosses to another core but 'I2c' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'I2c' is declared core-bound here
  // CHECK: note: parameter 'd' of 'refer' crosses to another core
  own(std::make_unique<I2c>());
  // CHECK: :[[#@LINE-1]]:7: warning: a value of type 'std::unique_ptr<I2c>' crosses to another core but 'std::unique_ptr<I2c>' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: it holds 'I2c', which is core-bound
  // CHECK: note: 'I2c' is declared core-bound here
  // CHECK: note: parameter 'd' of 'own' crosses to another core
  own(std::unique_ptr<I2c>(new I2c));
  // CHECK: :[[#@LINE-1]]:7: warning: a value of type 'std::unique_ptr<I2c>' crosses to another core but 'std::unique_ptr<I2c>' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: it holds 'I2c', which is core-bound
  // CHECK: note: 'I2c' is declared core-bound here
  // CHECK: note: parameter 'd' of 'own' crosses to another core
  own(std::unique_ptr<Device>(new I2c));
  // CHECK: :[[#@LINE-1]]:7: warning: a value of type 'I2c *' crosses to another core but 'I2c' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'I2c' is declared core-bound here
  // CHECK: note: parameter 'd' of 'own' crosses to another core
  share(std::make_shared<I2c>());
  // CHECK: :[[#@LINE-1]]:9: warning: a value of type 'std::shared_ptr<I2c>' crosses to another core but 'std::shared_ptr<I2c>' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: it holds 'I2c', which is core-bound
  // CHECK: note: 'I2c' is declared core-bound here
  // CHECK: note: parameter 'd' of 'share' crosses to another core
  point(&ram);                       // not bound
  refer(ram);                        // not bound
  own(std::make_unique<Ram>());      // not bound
  share(std::make_shared<Ram>());    // not bound
}

void throughLocal(I2c &i2c, bool fast) {
  std::unique_ptr<Device> owned = std::make_unique<I2c>();
  own(std::move(owned));
  // CHECK: :[[#@LINE-1]]:17: warning: 'owned' crosses to another core but 'std::unique_ptr<I2c>' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: it holds 'I2c', which is core-bound
  // CHECK: note: 'I2c' is declared core-bound here
  // CHECK: note: this was put into 'owned' here
  // CHECK: note: parameter 'd' of 'own' crosses to another core
  owned = std::make_unique<Ram>();
  own(std::move(owned)); // another one
  if (fast)
    owned = std::make_unique<I2c>();
  own(std::move(owned));
  // CHECK: :[[#@LINE-1]]:17: warning: 'owned' crosses to another core but 'std::unique_ptr<I2c>' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: it holds 'I2c', which is core-bound
  // CHECK: note: 'I2c' is declared core-bound here
  // CHECK: note: this was put into 'owned' here
  // CHECK: note: parameter 'd' of 'own' crosses to another core
  std::shared_ptr<Device> shared = std::make_shared<I2c>();
  share(shared);
  // CHECK: :[[#@LINE-1]]:9: warning: 'shared' crosses to another core but 'std::shared_ptr<I2c>' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: it holds 'I2c', which is core-bound
  // CHECK: note: 'I2c' is declared core-bound here
  // CHECK: note: this was put into 'shared' here
  // CHECK: note: parameter 'd' of 'share' crosses to another core
  std::weak_ptr<Device> w = shared;
  watch(w);
  // CHECK: :[[#@LINE-1]]:9: warning: 'shared' crosses to another core but 'std::shared_ptr<I2c>' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: it holds 'I2c', which is core-bound
  // CHECK: note: 'I2c' is declared core-bound here
  // CHECK: note: this was put into 'w' here
  // CHECK: note: parameter 'd' of 'watch' crosses to another core
}

void invisible(std::unique_ptr<Device> owned, Device &d) {
  own(std::move(owned)); // unknown
  refer(d);              // unknown
  point(&any());         // unknown
}

struct AMBIT_CORE_BOUND Frame {
  int pixels;
};
void ways(std::shared_ptr<Frame> frame, std::shared_ptr<I2c> i2c, std::shared_ptr<Ram> ram) {
  weak(i2c);
  // CHECK: :[[#@LINE-1]]:8: warning: 'i2c' crosses to another core but 'std::weak_ptr<I2c>' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: it holds 'I2c', which is core-bound
  // CHECK: note: 'I2c' is declared core-bound here
  // CHECK: note: parameter 'd' of 'weak' crosses to another core
  part(std::shared_ptr<int>(frame, &frame->pixels));
  // CHECK: :[[#@LINE-1]]:8: warning: 'frame' crosses to another core but 'std::shared_ptr<Frame>' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: it holds 'Frame', which is core-bound
  // CHECK: note: 'Frame' is declared core-bound here
  // CHECK: note: parameter 'p' of 'part' crosses to another core
  std::shared_ptr<int> aliased(frame, &frame->pixels);
  part(aliased);
  // CHECK: :[[#@LINE-1]]:8: warning: 'frame' crosses to another core but 'std::shared_ptr<Frame>' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: it holds 'Frame', which is core-bound
  // CHECK: note: 'Frame' is declared core-bound here
  // CHECK: note: this was put into 'aliased' here
  // CHECK: note: parameter 'p' of 'part' crosses to another core
  part(std::make_shared<int>(frame->pixels));       // a number
  share(ram);                                       // not bound
}
