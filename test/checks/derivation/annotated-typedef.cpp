// RUN: %ambit-check %s -- -std=c++20 %include 2>&1 | %expect --implicit-check-not=note:
//
// What is said of a typedef holds where that name is used, and for nothing else of that type.

#include "ambit/annotations.h"

struct Counter {
  int value = 0;
};
typedef Counter ShardCounter AMBIT_CORE_BOUND;
typedef ShardCounter SameCounter;
using UiHandle AMBIT_THREAD_BOUND = int;

struct Statistics {
  ShardCounter hits;
};
struct Snapshot {
  Counter hits;
};

void post(Counter value AMBIT_CROSSES_CORE);
void postStatistics(Statistics value AMBIT_CROSSES_CORE);
void postSnapshot(Snapshot value AMBIT_CROSSES_CORE);
void postHandle(UiHandle value AMBIT_CROSSES_THREAD);
void postNumber(int value AMBIT_CROSSES_THREAD);

void send(ShardCounter bound, SameCounter same, Counter plain, Statistics s, Snapshot t,
          UiHandle handle, int number) {
  post(bound);
  // CHECK: :[[@LINE-1]]:8: warning: 'bound' crosses to another core but 'ShardCounter' is core-bound [ambit-core-bound-crossing]
  // CHECK: :[[@LINE-21]]:30: note: 'ShardCounter' is declared core-bound here
  // CHECK: :[[@LINE-11]]:19: note: parameter 'value' of 'post' crosses to another core
  post(same);
  // CHECK: :[[@LINE-1]]:8: warning: 'same' crosses to another core but 'SameCounter' is core-bound [ambit-core-bound-crossing]
  // CHECK: :[[@LINE-25]]:30: note: 'ShardCounter' is declared core-bound here
  // CHECK: :[[@LINE-15]]:19: note: parameter 'value' of 'post' crosses to another core
  post(plain);
  postStatistics(s);
  // CHECK: :[[@LINE-1]]:18: warning: 's' crosses to another core but 'Statistics' is core-bound [ambit-core-bound-crossing]
  // CHECK: :[[@LINE-25]]:16: note: its member 'hits' has core-bound type 'ShardCounter'
  // CHECK: :[[@LINE-31]]:30: note: 'ShardCounter' is declared core-bound here
  // CHECK: :[[@LINE-20]]:32: note: parameter 'value' of 'postStatistics' crosses to another core
  postSnapshot(t);
  postHandle(handle);
  // CHECK: :[[@LINE-1]]:14: warning: 'handle' crosses to another thread but 'UiHandle' is thread-bound [ambit-unsendable-crossing]
  // CHECK: :[[@LINE-34]]:16: note: 'UiHandle' is declared thread-bound here
  // CHECK: :[[@LINE-23]]:26: note: parameter 'value' of 'postHandle' crosses to another thread
  postNumber(number);
}
