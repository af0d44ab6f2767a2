// RUN: %ambit-check %s -- -std=c++20 %include 2>&1 | %expect --implicit-check-not=note:
//
// A partial or explicit specialisation is a type of its own: it neither inherits nor lends what is
// said of the primary template.

#include "ambit/annotations.h"

struct AMBIT_THREAD_BOUND Canvas {
  int name = 0;
};

template <class T> struct Box {
  T value;
};
template <class T> struct AMBIT_THREAD_BOUND Box<T *> {
  T *value;
};
template <> struct Box<Canvas *> {
  int name; // nothing that is bound
};
template <> struct AMBIT_THREAD_BOUND Box<char> {
  char value;
};

template <class T> struct AMBIT_THREAD_BOUND Cell {
  T value;
};
template <> struct Cell<int> {
  int value;
};
template <class T> struct Cell<T *> {
  int value;
};

template <class... Ts> struct List {};
template <class T, class... Ts> struct List<T, Ts...> : List<Ts...> {
  T head;
};

template <class T> T make();
template <class T> void give(T value AMBIT_CROSSES_THREAD);

void send() {
  give(make<Box<int>>());
  give(make<Box<Canvas>>());
  // CHECK: :[[@LINE-1]]:8: warning: a value of type 'Box<Canvas>' crosses to another thread but 'Box<Canvas>' is not send [ambit-unsendable-crossing]
  // CHECK: :[[@LINE-34]]:5: note: its member 'value' has thread-bound type 'Canvas'
  // CHECK: :[[@LINE-40]]:8: note: 'Canvas' is declared thread-bound here
  // CHECK: :[[@LINE-8]]:32: note: parameter 'value' of 'give' crosses to another thread
  give(make<Box<int *>>());
  // CHECK: :[[@LINE-1]]:8: warning: a value of type 'Box<int *>' crosses to another thread but 'Box<int *>' is thread-bound [ambit-unsendable-crossing]
  // CHECK: :[[@LINE-37]]:27: note: 'Box<int *>' is declared thread-bound here
  // CHECK: :[[@LINE-12]]:32: note: parameter 'value' of 'give' crosses to another thread
  give(make<Box<Canvas *>>());
  give(make<Box<char>>());
  // CHECK: :[[@LINE-1]]:8: warning: a value of type 'Box<char>' crosses to another thread but 'Box<char>' is thread-bound [ambit-unsendable-crossing]
  // CHECK: :[[@LINE-36]]:20: note: 'Box<char>' is declared thread-bound here
  // CHECK: :[[@LINE-17]]:32: note: parameter 'value' of 'give' crosses to another thread
  give(make<Cell<char>>());
  // CHECK: :[[@LINE-1]]:8: warning: a value of type 'Cell<char>' crosses to another thread but 'Cell<char>' is thread-bound [ambit-unsendable-crossing]
  // CHECK: :[[@LINE-36]]:27: note: 'Cell<char>' is declared thread-bound here
  // CHECK: :[[@LINE-21]]:32: note: parameter 'value' of 'give' crosses to another thread
  give(make<Cell<int>>());
  give(make<Cell<int *>>());
  give(make<List<int, char>>());
  give(make<List<int, Canvas>>());
  // CHECK: :[[@LINE-1]]:8: warning: a value of type 'List<int, Canvas>' crosses to another thread but 'List<int, Canvas>' is not send [ambit-unsendable-crossing]
  // CHECK: :[[@LINE-32]]:57: note: its base 'List<Canvas>' is thread-bound
  // CHECK: :[[@LINE-32]]:5: note: its member 'head' has thread-bound type 'Canvas'
  // CHECK: :[[@LINE-62]]:8: note: 'Canvas' is declared thread-bound here
  // CHECK: :[[@LINE-30]]:32: note: parameter 'value' of 'give' crosses to another thread
}
