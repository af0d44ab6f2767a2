// RUN: %ambit-check-with '{CheckOptions: {Unannotated: Strict}}' %s \
// RUN:   -- -std=c++20 %include 2>&1 | %expect

// Strict mode: what nobody knows is reported at a boundary, what is known to be fine is not.

#include "ambit/annotations.h"
#include <any>
#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

struct Opaque;
struct Reading {
  int id;
  std::string unit;
  std::vector<std::int16_t> samples;
};
struct AMBIT_SYNC Totals {
  std::atomic<int> sum{0};
};
struct Mutable {
  int n;
};
struct Device {
  virtual ~Device() = default;
};
struct Final final : Device {
  int n;
};
struct WithPointer {
  void *user;
};

template <class T> void give(T value AMBIT_CROSSES_THREAD) { (void)value; }
template <class T> void share(T &value AMBIT_CROSSES_THREAD) { (void)value; }
void raw(void *p AMBIT_CROSSES_THREAD);
void job(std::function<void()> f AMBIT_CALLED_IN_THREAD);

void unknown(std::any a, std::function<void()> f, std::shared_ptr<Opaque> o, void *p, Opaque &r,
             std::unique_ptr<Device> d, WithPointer w, Mutable *m) {
  give(std::move(a));
  // CHECK: :[[#@LINE-1]]:18: warning: 'a' crosses to another thread but nothing says whether 'std::any' is send [ambit-unsendable-crossing]
  // CHECK: note: 'std::any' hides what it holds
  // CHECK: note: parameter 'value' of 'give' crosses to another thread
  job(f);
  // CHECK: :[[#@LINE-1]]:7: warning: 'f' crosses to another thread but nothing says whether 'std::function<void ()>' is send [ambit-unsendable-crossing]
  // CHECK: note: 'std::function<void ()>' hides what it holds
  // CHECK: note: parameter 'f' of 'job' runs in another thread
  give(std::move(o));
  // CHECK: :[[#@LINE-1]]:18: warning: 'o' crosses to another thread but nothing says whether 'std::shared_ptr<Opaque>' is send [ambit-unsendable-crossing]
  // CHECK: note: it holds 'Opaque', which is not known to be send
  // CHECK: note: 'Opaque' is not defined in this unit
  // CHECK: note: parameter 'value' of 'give' crosses to another thread
  raw(p);
  // CHECK: :[[#@LINE-1]]:7: warning: 'p' crosses to another thread but nothing says whether 'void *' is send [ambit-unsendable-crossing]
  // CHECK: note: a 'void *' could lead to anything
  // CHECK: note: parameter 'p' of 'raw' crosses to another thread
  share(r);
  // CHECK: :[[#@LINE-1]]:9: warning: a reference to 'r' crosses to another thread but nothing says whether 'Opaque' is sync [ambit-unsendable-crossing]
  // CHECK: note: 'Opaque' is not defined in this unit
  // CHECK: note: parameter 'value' of 'share' crosses to another thread
  give(std::move(d));
  // CHECK: :[[#@LINE-1]]:18: warning: 'd' crosses to another thread but nothing says whether 'std::unique_ptr<Device>' is send [ambit-unsendable-crossing]
  // CHECK: note: it holds 'Device', which is not known to be send
  // CHECK: note: an object of a class derived from 'Device' may be behind the pointer
  // CHECK: note: parameter 'value' of 'give' crosses to another thread
  give(w);
  // CHECK: :[[#@LINE-1]]:8: warning: 'w' crosses to another thread but nothing says whether 'WithPointer' is send [ambit-unsendable-crossing]
  // CHECK: note: its member 'user' of type 'void *' is not known to be send
  // CHECK: note: a 'void *' could lead to anything
  // CHECK: note: parameter 'value' of 'give' crosses to another thread
  raw(m);
  // CHECK: :[[#@LINE-1]]:7: warning: 'm' crosses to another thread but nothing says whether 'Mutable', which it leads to, is sync [ambit-unsendable-crossing]
  // CHECK: note: its member 'n' of type 'int' is not known to be sync
  // CHECK: note: nothing protects its mutable state
  // CHECK: note: parameter 'p' of 'raw' crosses to another thread
}

void known(Reading reading, Totals &totals, std::mutex &lock, std::unique_ptr<Final> f,
           std::atomic<int> &n, const char *text) {
  give(reading);       // every part is send
  share(totals);       // sync
  share(lock);         // sync
  share(n);            // sync
  give(std::move(f));  // final, and every part is send
  give(3);             // a number
  raw(nullptr);        // nowhere
  job([] {});          // no capture
  job([reading] {});   // every part is send
  job([n = reading.id] { (void)n; }); // a number
  give("constant");
  (void)text;
}

// A mutable object shared by reference must be sync.
void shared(Mutable &m, int &n, const Mutable &c) {
  share(m);
  // CHECK: :[[#@LINE-1]]:9: warning: a reference to 'm' crosses to another thread but nothing says whether 'Mutable' is sync [ambit-unsendable-crossing]
  // CHECK: note: its member 'n' of type 'int' is not known to be sync
  // CHECK: note: nothing protects its mutable state
  // CHECK: note: parameter 'value' of 'share' crosses to another thread
  share(n);
  // CHECK: :[[#@LINE-1]]:9: warning: a reference to 'n' crosses to another thread but nothing says whether 'int' is sync [ambit-unsendable-crossing]
  // CHECK: note: nothing protects its mutable state
  // CHECK: note: parameter 'value' of 'share' crosses to another thread
  job([&m] { m.n = 1; });
  // CHECK: :[[#@LINE-1]]:9: warning: a reference to 'm' crosses to another thread but nothing says whether 'Mutable' is sync [ambit-unsendable-crossing]
  // CHECK: note: its member 'n' of type 'int' is not known to be sync
  // CHECK: note: nothing protects its mutable state
  // CHECK: note: parameter 'f' of 'job' runs in another thread
  job([&n] { n = 1; });
  // CHECK: :[[#@LINE-1]]:9: warning: a reference to 'n' crosses to another thread but nothing says whether 'int' is sync [ambit-unsendable-crossing]
  // CHECK: note: nothing protects its mutable state
  // CHECK: note: parameter 'f' of 'job' runs in another thread
  job([m] { (void)m; });    // a copy
  static const Mutable constant{1};
  job([p = &constant] { (void)p; }); // constant
  (void)c;
}

// Known content is looked through in strict mode, too.
void content(int k) {
  std::any a = 3;
  give(std::move(a)); // it holds a number
  std::function<void()> f = [k] { (void)k; };
  job(f); // it captures a number
}
