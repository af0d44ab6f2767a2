// RUN: %ambit-check-with '{CheckOptions: {Models: %S/Inputs/bound-by-model.yaml}}' %s -- -std=c++17 2>&1 | %expect

// What a model alone binds is judged as what an annotation binds: handed on by a template, stored
// in an object of the standard library, named by a thread as a global.

#include <functional>

namespace hw {
struct Bus {
  void send();
};
void post(std::function<void()> job);
} // namespace hw

template <class F> void later(F job) { hw::post([job] { job(); }); }
static hw::Bus shared;

void run(hw::Bus &bus) {
  later([&bus] { bus.send(); });
  // CHECK: :[[#@LINE-1]]:11: warning: 'bus' crosses to another core but 'hw::Bus' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'hw::Bus' is core-bound, says the model 'bound-by-model'
  // CHECK: note: 'later' hands it on, and it runs on another core (model 'bound-by-model')
  // CHECK: :[[#@LINE-4]]:11: warning: 'bus' crosses to another thread but 'hw::Bus' is thread-bound [ambit-unsendable-crossing]
  // CHECK: note: 'hw::Bus' is thread-bound, says the model 'bound-by-model'
  // CHECK: note: 'later' hands it on, and it runs on another core (model 'bound-by-model')
  hw::post([] { shared.send(); });
  // CHECK: :[[#@LINE-1]]:17: warning: 'shared' is used in another thread but 'hw::Bus' is thread-bound [ambit-unsendable-crossing]
  // CHECK: note: 'hw::Bus' is thread-bound, says the model 'bound-by-model'
  // CHECK: note: the thread that runs this is started here
}
