// RUN: %ambit-check %s -- -std=c++20 %include 2>&1 | %expect --implicit-check-not=note:
//
// One bound alternative makes a union, a variant or an optional bound.

#include "ambit/annotations.h"
#include <optional>
#include <variant>
#include <vector>

struct AMBIT_CORE_BOUND Counter {
  unsigned slot = 0;
};
struct AMBIT_THREAD_BOUND Canvas {
  unsigned name = 0;
};

union Source {
  Counter *hard;
  unsigned soft;
};
union Value {
  unsigned count;
  float temperature;
};

template <class T> T make();
template <class T> void give(T value AMBIT_CROSSES_CORE);
template <class T> void work(T value AMBIT_CROSSES_THREAD);

void send(Source source, Value value) {
  give(source);
  // CHECK: :[[@LINE-1]]:8: warning: 'source' crosses to another core but 'Source' is core-bound [ambit-core-bound-crossing]
  // CHECK: :[[@LINE-15]]:12: note: its member 'hard' leads to 'Counter', which is core-bound
  // CHECK: :[[@LINE-24]]:8: note: 'Counter' is declared core-bound here
  // CHECK: :[[@LINE-8]]:32: note: parameter 'value' of 'give' crosses to another core
  give(value);
  give(make<std::variant<int, Counter>>());
  // CHECK: :[[@LINE-1]]:8: warning: a value of type 'std::variant<int, Counter>' crosses to another core but 'std::variant<int, Counter>' is core-bound [ambit-core-bound-crossing]
  // CHECK: :[[@LINE-2]]:8: note: it holds 'Counter', which is core-bound
  // CHECK: :[[@LINE-30]]:8: note: 'Counter' is declared core-bound here
  // CHECK: :[[@LINE-14]]:32: note: parameter 'value' of 'give' crosses to another core
  give(make<std::variant<std::monostate, int, double>>());
  give(make<std::optional<std::vector<Counter>>>());
  // CHECK: :[[@LINE-1]]:8: warning: a value of type 'std::optional<std::vector<Counter>>' crosses to another core but 'std::optional<std::vector<Counter>>' is core-bound [ambit-core-bound-crossing]
  // CHECK: :[[@LINE-2]]:8: note: it holds 'std::vector<Counter>', which is core-bound
  // CHECK: :[[@LINE-3]]:8: note: it holds 'Counter', which is core-bound
  // CHECK: :[[@LINE-37]]:8: note: 'Counter' is declared core-bound here
  // CHECK: :[[@LINE-21]]:32: note: parameter 'value' of 'give' crosses to another core
  work(make<std::variant<int, std::optional<Canvas>>>());
  // CHECK: :[[@LINE-1]]:8: warning: a value of type 'std::variant<int, std::optional<Canvas>>' crosses to another thread but 'std::variant<int, std::optional<Canvas>>' is not send [ambit-unsendable-crossing]
  // CHECK: :[[@LINE-2]]:8: note: it holds 'std::optional<Canvas>', which is thread-bound
  // CHECK: :[[@LINE-3]]:8: note: it holds 'Canvas', which is thread-bound
  // CHECK: :[[@LINE-40]]:8: note: 'Canvas' is declared thread-bound here
  // CHECK: :[[@LINE-26]]:32: note: parameter 'value' of 'work' crosses to another thread
  work(make<std::optional<int>>());
}
