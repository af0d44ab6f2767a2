// RUN: %ambit-check %s -- -std=c++20 %include 2>&1 | %expect
//
// An annotated typedef is honoured as an element and as a pointee too.

#include "ambit/annotations.h"

struct Counter {
  int value = 0;
};
typedef Counter ShardCounter AMBIT_CORE_BOUND;
typedef ShardCounter *ShardPointer;

struct Elements {
  ShardCounter all[3];
};
struct Pointee {
  ShardCounter *one;
};
struct Named {
  ShardPointer one;
};

void post(Elements value AMBIT_CROSSES_CORE);
void post(Pointee value AMBIT_CROSSES_CORE);
void post(Named value AMBIT_CROSSES_CORE);

void send(Elements elements, Pointee pointee, Named named) {
  post(elements);
  // CHECK: :[[@LINE-1]]:8: warning: 'elements' crosses to another core but 'Elements' is core-bound [ambit-core-bound-crossing]
  post(pointee);
  // CHECK: :[[@LINE-1]]:8: warning: 'pointee' crosses to another core but 'Pointee' is core-bound [ambit-core-bound-crossing]
  post(named);
  // CHECK: :[[@LINE-1]]:8: warning: 'named' crosses to another core but 'Named' is core-bound [ambit-core-bound-crossing]
}
