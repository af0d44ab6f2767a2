// RUN: %ambit-check %s -- -std=c++20 %include 2>&1 | %expect

// The finding is at the capture if the lambda is written in the call, else at the call.

#include "ambit/annotations.h"
#include <functional>
#include <memory>
#include <utility>

struct AMBIT_CORE_BOUND Radio {
  int channel = 0;
  void tune();
};
int now();

void onWorker(std::function<void()> job AMBIT_CALLED_IN_THREAD);
template <class F> void spawn(F f AMBIT_CALLED_IN_THREAD) {
  (void)f;
}

void kinds(Radio &radio, Radio *pointer, std::shared_ptr<Radio> owner) {
  int other = 0;
  onWorker([&radio] { radio.tune(); });
  // CHECK: :[[#@LINE-1]]:14: warning: 'radio' crosses to another core but 'Radio' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'Radio' is declared core-bound here
  // CHECK: note: parameter 'job' of 'onWorker' runs in another thread, on a core nobody knows
  onWorker([radio] { (void)radio; });
  // CHECK: :[[#@LINE-1]]:13: warning: 'radio' crosses to another core but 'Radio' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'Radio' is declared core-bound here
  // CHECK: note: parameter 'job' of 'onWorker' runs in another thread, on a core nobody knows
  onWorker([pointer] { pointer->tune(); });
  // CHECK: :[[#@LINE-1]]:13: warning: 'pointer' crosses to another core but 'Radio' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'Radio' is declared core-bound here
  // CHECK: note: parameter 'job' of 'onWorker' runs in another thread, on a core nobody knows
  onWorker([owner] { owner->tune(); });
  // CHECK: :[[#@LINE-1]]:13: warning: 'owner' crosses to another core but 'std::shared_ptr<Radio>' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: it holds 'Radio', which is core-bound
  // CHECK: note: 'Radio' is declared core-bound here
  // CHECK: note: parameter 'job' of 'onWorker' runs in another thread, on a core nobody knows
  onWorker([&] { radio.tune(); });
  // CHECK: :[[#@LINE-1]]:13: warning: 'radio' crosses to another core but 'Radio' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'Radio' is declared core-bound here
  // CHECK: note: 'radio' is captured because of this use
  // CHECK: note: parameter 'job' of 'onWorker' runs in another thread, on a core nobody knows
  onWorker([=] { pointer->tune(); });
  // CHECK: :[[#@LINE-1]]:13: warning: 'pointer' crosses to another core but 'Radio' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'Radio' is declared core-bound here
  // CHECK: note: 'pointer' is captured because of this use
  // CHECK: note: parameter 'job' of 'onWorker' runs in another thread, on a core nobody knows
  onWorker([r = radio] { (void)r; });
  // CHECK: :[[#@LINE-1]]:13: warning: 'radio' crosses to another core but 'Radio' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'Radio' is declared core-bound here
  // CHECK: note: parameter 'job' of 'onWorker' runs in another thread, on a core nobody knows
  onWorker([&r = radio] { r.tune(); });
  // CHECK: :[[#@LINE-1]]:14: warning: 'radio' crosses to another core but 'Radio' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'Radio' is declared core-bound here
  // CHECK: note: parameter 'job' of 'onWorker' runs in another thread, on a core nobody knows
  onWorker([o = std::move(owner)] { o->tune(); });
  // CHECK: :[[#@LINE-1]]:13: warning: 'owner' crosses to another core but 'std::shared_ptr<Radio>' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: it holds 'Radio', which is core-bound
  // CHECK: note: 'Radio' is declared core-bound here
  // CHECK: note: parameter 'job' of 'onWorker' runs in another thread, on a core nobody knows
  onWorker([c = radio.channel] { (void)c; });   // a number
  onWorker([&c = radio.channel] { c = 1; });
  // CHECK: :[[#@LINE-1]]:14: warning: 'channel' crosses to another core but 'Radio' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: it is a part of 'Radio', which is core-bound
  // CHECK: note: 'Radio' is declared core-bound here
  // CHECK: note: parameter 'job' of 'onWorker' runs in another thread, on a core nobody knows
  onWorker([&other] { ++other; });              // an int, in permissive mode
  onWorker([] { Radio own; own.tune(); });      // made and destroyed there
  onWorker([&] { (void)sizeof(radio); });       // captures nothing
}

void onSeveralLines(Radio &radio, int id) {
  onWorker([id,
            &radio] {
            // CHECK: :[[#@LINE-1]]:14: warning: 'radio' crosses to another core but 'Radio' is core-bound [ambit-core-bound-crossing]
            // CHECK: note: 'Radio' is declared core-bound here
            // CHECK: note: parameter 'job' of 'onWorker' runs in another thread, on a core nobody knows
    if (id)
      radio.tune();
  });
  onWorker(
      [&] {
      // CHECK: :[[#@LINE-1]]:8: warning: 'radio' crosses to another core but 'Radio' is core-bound [ambit-core-bound-crossing]
      // CHECK: note: 'Radio' is declared core-bound here
      // CHECK: note: 'radio' is captured because of this use
      // CHECK: note: parameter 'job' of 'onWorker' runs in another thread, on a core nobody knows
        if (id)
          radio.tune();
      });
}

void twoCaptures(Radio &first, Radio &second) {
  onWorker([&first,
  // CHECK: :[[#@LINE-1]]:14: warning: 'first' crosses to another core but 'Radio' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'Radio' is declared core-bound here
  // CHECK: note: parameter 'job' of 'onWorker' runs in another thread, on a core nobody knows
            &second] {
            // CHECK: :[[#@LINE-1]]:14: warning: 'second' crosses to another core but 'Radio' is core-bound [ambit-core-bound-crossing]
            // CHECK: note: 'Radio' is declared core-bound here
            // CHECK: note: parameter 'job' of 'onWorker' runs in another thread, on a core nobody knows
    first.tune();
    second.tune();
  });
}

void kindsOfLambda(Radio &radio) {
  spawn([&radio](auto) { radio.tune(); });
  // CHECK: :[[#@LINE-1]]:11: warning: 'radio' crosses to another core but 'Radio' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'Radio' is declared core-bound here
  // CHECK: note: parameter 'f' of 'spawn' runs in another thread, on a core nobody knows
  spawn([radio]() mutable { radio.tune(); });
  // CHECK: :[[#@LINE-1]]:10: warning: 'radio' crosses to another core but 'Radio' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'Radio' is declared core-bound here
  // CHECK: note: parameter 'f' of 'spawn' runs in another thread, on a core nobody knows
  spawn([&radio](auto... xs) { ((void)xs, ...); radio.tune(); });
  // CHECK: :[[#@LINE-1]]:11: warning: 'radio' crosses to another core but 'Radio' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'Radio' is declared core-bound here
  // CHECK: note: parameter 'f' of 'spawn' runs in another thread, on a core nobody knows
  spawn([inner = [&radio] { radio.tune(); }] { inner(); });
  // CHECK: :[[#@LINE-1]]:10: warning: 'radio' crosses to another core but 'Radio' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'Radio' is declared core-bound here
  // CHECK: note: parameter 'f' of 'spawn' runs in another thread, on a core nobody knows
  spawn([&] { [&] { radio.tune(); }(); });
  // CHECK: :[[#@LINE-1]]:10: warning: 'radio' crosses to another core but 'Radio' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'Radio' is declared core-bound here
  // CHECK: note: 'radio' is captured because of this use
  // CHECK: note: parameter 'f' of 'spawn' runs in another thread, on a core nobody knows
  spawn([] { return [] { return now(); }(); });        // captures nothing
}

// Stored before: at the call that hands it over.
void stored(Radio &radio) {
  auto job = [&radio] { radio.tune(); };
  job();          // runs here
  spawn(job);
  // CHECK: :[[#@LINE-1]]:9: warning: 'radio' crosses to another core but 'Radio' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'Radio' is declared core-bound here
  // CHECK: note: this was put into 'job' here
  // CHECK: note: parameter 'f' of 'spawn' runs in another thread, on a core nobody knows
  spawn(std::ref(job));
  // CHECK: :[[#@LINE-1]]:18: warning: 'job' crosses to another core but '(lambda)' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: it captures 'radio' by reference, of core-bound type 'Radio'
  // CHECK: note: 'Radio' is declared core-bound here
  // CHECK: note: parameter 'f' of 'spawn' runs in another thread, on a core nobody knows
  spawn([job] { job(); });
  // CHECK: :[[#@LINE-1]]:10: warning: 'radio' crosses to another core but 'Radio' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'Radio' is declared core-bound here
  // CHECK: note: this was put into 'job' here
  // CHECK: note: parameter 'f' of 'spawn' runs in another thread, on a core nobody knows
  spawn([&job] { job(); });
  // CHECK: :[[#@LINE-1]]:11: warning: 'job' crosses to another core but '(lambda)' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: it captures 'radio' by reference, of core-bound type 'Radio'
  // CHECK: note: 'Radio' is declared core-bound here
  // CHECK: note: parameter 'f' of 'spawn' runs in another thread, on a core nobody knows
  spawn(std::move(job));
  // CHECK: :[[#@LINE-1]]:19: warning: 'radio' crosses to another core but 'Radio' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'Radio' is declared core-bound here
  // CHECK: note: this was put into 'job' here
  // CHECK: note: parameter 'f' of 'spawn' runs in another thread, on a core nobody knows
}

class Station {
public:
  void implicitThis() {
    onWorker([this] { radio.tune(); });
    // CHECK: :[[#@LINE-1]]:15: warning: 'this' crosses to another core but 'Station' is core-bound [ambit-core-bound-crossing]
    // CHECK: note: its member 'radio' has core-bound type 'Radio'
    // CHECK: note: 'Radio' is declared core-bound here
    // CHECK: note: parameter 'job' of 'onWorker' runs in another thread, on a core nobody knows
    onWorker([=] { radio.tune(); });
    // CHECK: :[[#@LINE-1]]:15: warning: 'this' crosses to another core but 'Station' is core-bound [ambit-core-bound-crossing]
    // CHECK: note: its member 'radio' has core-bound type 'Radio'
    // CHECK: note: 'Radio' is declared core-bound here
    // CHECK: note: 'this' is captured because of this use
    // CHECK: note: parameter 'job' of 'onWorker' runs in another thread, on a core nobody knows
    onWorker([&] { radio.tune(); });
    // CHECK: :[[#@LINE-1]]:15: warning: 'this' crosses to another core but 'Station' is core-bound [ambit-core-bound-crossing]
    // CHECK: note: its member 'radio' has core-bound type 'Radio'
    // CHECK: note: 'Radio' is declared core-bound here
    // CHECK: note: 'this' is captured because of this use
    // CHECK: note: parameter 'job' of 'onWorker' runs in another thread, on a core nobody knows
    onWorker([*this]() mutable { radio.tune(); });
    // CHECK: :[[#@LINE-1]]:15: warning: '*this' crosses to another core but 'Station' is core-bound [ambit-core-bound-crossing]
    // CHECK: note: its member 'radio' has core-bound type 'Radio'
    // CHECK: note: 'Radio' is declared core-bound here
    // CHECK: note: parameter 'job' of 'onWorker' runs in another thread, on a core nobody knows
    onWorker([n = count] { (void)n; }); // a number
    onWorker([self = this] { self->radio.tune(); });
    // CHECK: :[[#@LINE-1]]:15: warning: 'this' crosses to another core but 'Station' is core-bound [ambit-core-bound-crossing]
    // CHECK: note: its member 'radio' has core-bound type 'Radio'
    // CHECK: note: 'Radio' is declared core-bound here
    // CHECK: note: parameter 'job' of 'onWorker' runs in another thread, on a core nobody knows
    onWorker([&radio = radio] { radio.tune(); });
    // CHECK: :[[#@LINE-1]]:16: warning: 'radio' crosses to another core but 'Radio' is core-bound [ambit-core-bound-crossing]
    // CHECK: note: 'Radio' is declared core-bound here
    // CHECK: note: parameter 'job' of 'onWorker' runs in another thread, on a core nobody knows
  }
  void inLoop() {
    for (int i = 0; i < 3; ++i)
      onWorker([this, i] { count = i; });
      // CHECK: :[[#@LINE-1]]:17: warning: 'this' crosses to another core but 'Station' is core-bound [ambit-core-bound-crossing]
      // CHECK: note: its member 'radio' has core-bound type 'Radio'
      // CHECK: note: 'Radio' is declared core-bound here
      // CHECK: note: parameter 'job' of 'onWorker' runs in another thread, on a core nobody knows
  }

private:
  Radio radio;
  int count = 0;
};
