// RUN: %ambit-check %s -- -std=c++20 %include 2>&1 | %expect --implicit-check-not=note:
//
// A base is a part of the object, whatever its access and however it is inherited.

#include "ambit/annotations.h"

struct AMBIT_CORE_BOUND Registers {
  unsigned base = 0;
};
struct AMBIT_THREAD_BOUND Canvas {
  unsigned name = 0;
};
struct Plain {
  int x = 0;
};

class Hidden : Registers {};
struct Shared : virtual Canvas {};
struct Left : virtual Registers {};
struct Right : virtual Registers {};
struct Diamond : Left, Right {};
struct Second : Plain, private Canvas {};
struct Fine : private Plain {};

void toCore(Hidden value AMBIT_CROSSES_CORE);
void toCore(Diamond value AMBIT_CROSSES_CORE);
void toCore(Fine value AMBIT_CROSSES_CORE);
void toThread(Shared value AMBIT_CROSSES_THREAD);
void toThread(Second value AMBIT_CROSSES_THREAD);
void toThread(Fine value AMBIT_CROSSES_THREAD);

void send(Hidden hidden, Shared shared, Diamond diamond, Second second, Fine fine) {
  toCore(hidden);
  // CHECK: :[[@LINE-1]]:10: warning: 'hidden' crosses to another core but 'Hidden' is core-bound [ambit-core-bound-crossing]
  // CHECK: :[[@LINE-18]]:16: note: its base 'Registers' is core-bound
  // CHECK: :[[@LINE-29]]:8: note: 'Registers' is declared core-bound here
  // CHECK: :[[@LINE-12]]:20: note: parameter 'value' of 'toCore' crosses to another core
  toThread(shared);
  // CHECK: :[[@LINE-1]]:12: warning: 'shared' crosses to another thread but 'Shared' is not send [ambit-unsendable-crossing]
  // CHECK: :[[@LINE-22]]:17: note: its base 'Canvas' is thread-bound
  // CHECK: :[[@LINE-31]]:8: note: 'Canvas' is declared thread-bound here
  // CHECK: :[[@LINE-14]]:22: note: parameter 'value' of 'toThread' crosses to another thread
  toCore(diamond);
  // CHECK: :[[@LINE-1]]:10: warning: 'diamond' crosses to another core but 'Diamond' is core-bound [ambit-core-bound-crossing]
  // CHECK: :[[@LINE-24]]:18: note: its base 'Left' is core-bound
  // CHECK: :[[@LINE-27]]:15: note: its base 'Registers' is core-bound
  // CHECK: :[[@LINE-40]]:8: note: 'Registers' is declared core-bound here
  // CHECK: :[[@LINE-22]]:21: note: parameter 'value' of 'toCore' crosses to another core
  toThread(second);
  // CHECK: :[[@LINE-1]]:12: warning: 'second' crosses to another thread but 'Second' is not send [ambit-unsendable-crossing]
  // CHECK: :[[@LINE-29]]:24: note: its base 'Canvas' is thread-bound
  // CHECK: :[[@LINE-42]]:8: note: 'Canvas' is declared thread-bound here
  // CHECK: :[[@LINE-24]]:22: note: parameter 'value' of 'toThread' crosses to another thread
  toCore(fine);
  toThread(fine);
}
