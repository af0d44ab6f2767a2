// RUN: %ambit-check %s -- -std=c++20 %include 2>&1 | %expect --implicit-check-not=note:
//
// A template's claim is verified for each instantiation, and reported once, with the
// instantiation's reason. Conditions are evaluated there too.

#include "ambit/annotations.h"
#include <type_traits>

struct AMBIT_THREAD_BOUND Canvas {
  int name = 0;
};

template <class T> struct AMBIT_SEND Box {
// CHECK: :[[@LINE-1]]:38: warning: 'Box' is declared send, but 'Box<Canvas>' is not [ambit-false-send-claim]
// CHECK: :[[@LINE+4]]:5: note: its member 'value' has thread-bound type 'Canvas'
// CHECK: :[[@LINE-7]]:8: note: 'Canvas' is declared thread-bound here
// CHECK: :[[@LINE+51]]:13: note: 'Box<Canvas>' is first needed here
// CHECK: :[[@LINE-5]]:27: note: remove the claim, change the part, or state with AMBIT_SEND_UNCHECKED("why") why it holds
  T value;
};
template <class T> struct AMBIT_SEND Fine {
  T value;
};
template <class T> struct AMBIT_SEND NeverUsed {
  T value;
  Canvas canvas;
};
template <class T> struct AMBIT_SEND Always {
// CHECK: :[[@LINE-1]]:38: warning: 'Always' is declared send, but 'Always<int>' is not [ambit-false-send-claim]
// CHECK: :[[@LINE+5]]:10: note: its member 'canvas' has thread-bound type 'Canvas'
// CHECK: :[[@LINE-22]]:8: note: 'Canvas' is declared thread-bound here
// CHECK: :[[@LINE+39]]:13: note: 'Always<int>' is first needed here
// CHECK: :[[@LINE-5]]:27: note: remove the claim, change the part, or state with AMBIT_SEND_UNCHECKED("why") why it holds
  T value;
  Canvas canvas;
};
template <class T> struct AMBIT_SEND_IF(!std::is_class_v<T>) Honest {
  T value;
};
template <class T> struct AMBIT_SEND_IF(sizeof(T) == 4) Mistaken {
// CHECK: :[[@LINE-1]]:57: warning: 'Mistaken' is declared send, but 'Mistaken<Canvas>' is not [ambit-false-send-claim]
// CHECK: :[[@LINE+4]]:5: note: its member 'value' has thread-bound type 'Canvas'
// CHECK: :[[@LINE-34]]:8: note: 'Canvas' is declared thread-bound here
// CHECK: :[[@LINE+32]]:18: note: 'Mistaken<Canvas>' is first needed here
// CHECK: :[[@LINE-5]]:27: note: remove the claim, change the part, or state with AMBIT_SEND_UNCHECKED("why") why it holds
  T value;
};
template <class T> struct Special {
  T value;
};
template <class T> struct AMBIT_SEND Special<T *> {
// CHECK: :[[@LINE-1]]:38: warning: 'Special' is declared send, but 'Special<Canvas *>' is not [ambit-false-send-claim]
// CHECK: :[[@LINE+4]]:6: note: its member 'value' leads to 'Canvas', which is thread-bound
// CHECK: :[[@LINE-45]]:8: note: 'Canvas' is declared thread-bound here
// CHECK: :[[@LINE+22]]:19: note: 'Special<Canvas *>' is first needed here
// CHECK: :[[@LINE-5]]:27: note: remove the claim, change the part, or state with AMBIT_SEND_UNCHECKED("why") why it holds
  T *value;
};
template <> struct AMBIT_SEND Special<char> {
// CHECK: :[[@LINE-1]]:31: warning: 'Special' is declared send, but 'Special<char>' is not [ambit-false-send-claim]
// CHECK: :[[@LINE+3]]:10: note: its member 'canvas' has thread-bound type 'Canvas'
// CHECK: :[[@LINE-53]]:8: note: 'Canvas' is declared thread-bound here
// CHECK: :[[@LINE-4]]:20: note: remove the claim, change the part, or state with AMBIT_SEND_UNCHECKED("why") why it holds
  Canvas canvas;
};

Box<int> a;
Box<Canvas> b;
Box<Canvas[2]> c;
Fine<int> d;
Always<int> e;
Always<char> f;
Honest<int> g;
Honest<Canvas> h;
Mistaken<char> i;
Mistaken<Canvas> j;
Special<Canvas *> k;
Special<Canvas> l;
Special<int *> m;
