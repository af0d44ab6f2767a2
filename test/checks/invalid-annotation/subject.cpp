// RUN: %ambit-check %s -- -std=c++20 %include 2>&1 | %expect --implicit-check-not=note:
//
// What an annotation stands on. A function pointer, and its typedef, is also a function.

#include "ambit/annotations.h"

AMBIT_SEND int variable;
// CHECK: :[[@LINE-1]]:1: warning: 'AMBIT_SEND' is for a type, but stands on a variable [ambit-invalid-annotation]
AMBIT_CORE_BOUND void function();
// CHECK: :[[@LINE-1]]:1: warning: 'AMBIT_CORE_BOUND' is for a type, but stands on a function [ambit-invalid-annotation]
struct AMBIT_ISR Type {};
// CHECK: :[[@LINE-1]]:8: warning: 'AMBIT_ISR' is for a function, but stands on a type [ambit-invalid-annotation]
struct AMBIT_GUARDED_BY(lock) Guarded {
// CHECK: :[[@LINE-1]]:8: warning: 'AMBIT_GUARDED_BY' is for a variable or a field, but stands on a type [ambit-invalid-annotation]
  int lock;
};
struct Fields {
  AMBIT_THREAD_BOUND int field;
  // CHECK: :[[@LINE-1]]:3: warning: 'AMBIT_THREAD_BOUND' is for a type, but stands on a field [ambit-invalid-annotation]
  AMBIT_RUNS_ON(0) int core;
  // CHECK: :[[@LINE-1]]:3: warning: 'AMBIT_RUNS_ON' is for a function, but stands on a field [ambit-invalid-annotation]
};
void parameter(AMBIT_SYNC int x);
// CHECK: :[[@LINE-1]]:16: warning: 'AMBIT_SYNC' is for a type, but stands on a parameter [ambit-invalid-annotation]
AMBIT_CROSSES_THREAD void crosses(int);
// CHECK: :[[@LINE-1]]:1: warning: 'AMBIT_CROSSES_THREAD' is for a parameter, but stands on a function [ambit-invalid-annotation]
struct AMBIT_OWNER Owner {};
// CHECK: :[[@LINE-1]]:8: warning: 'AMBIT_OWNER' is for a parameter, but stands on a type [ambit-invalid-annotation]
AMBIT_RESUMES_ANYWHERE void coroutine();
// CHECK: :[[@LINE-1]]:1: warning: 'AMBIT_RESUMES_ANYWHERE' is for a type, but stands on a function [ambit-invalid-annotation]
AMBIT_INIT int start;
// CHECK: :[[@LINE-1]]:1: warning: 'AMBIT_INIT' is for a function, but stands on a variable [ambit-invalid-annotation]
using Number AMBIT_ISR = int;
// CHECK: :[[@LINE-1]]:14: warning: 'AMBIT_ISR' is for a function, but stands on a type [ambit-invalid-annotation]
enum Plain { value AMBIT_SEND };
// CHECK: :[[@LINE-1]]:20: warning: 'AMBIT_SEND' is for a type, but stands on something else [ambit-invalid-annotation]
namespace AMBIT_ISR_SHARED space {}
// CHECK: :[[@LINE-1]]:11: warning: 'AMBIT_ISR_SHARED' is for a type, a variable or a field, but stands on something else [ambit-invalid-annotation]
template <class T> AMBIT_SEND void functionTemplate(T);
// CHECK: :[[@LINE-1]]:20: warning: 'AMBIT_SEND' is for a type, but stands on a function [ambit-invalid-annotation]
template <class T> struct Holder {
  AMBIT_SEND T value;
  // CHECK: :[[@LINE-1]]:3: warning: 'AMBIT_SEND' is for a type, but stands on a field [ambit-invalid-annotation]
};
Holder<int> one;
Holder<char> two;

using Handler AMBIT_ISR = void (*)();
using Signature AMBIT_ISR_SAFE = void();
AMBIT_ISR_AT(2) void (*handler)();
enum class AMBIT_SEND Color { red };
union AMBIT_CORE_BOUND Words {
  int word;
};
struct Members {
  int lock;
  AMBIT_ISR static void isr();
  AMBIT_REQUIRES(lock) void locked();
  AMBIT_ISR_SHARED static int shared;
  AMBIT_GUARDED_BY(lock) int guarded;
};
void lambdas() {
  auto f = [](int x AMBIT_CROSSES_THREAD) AMBIT_ISR_SAFE { (void)x; };
  (void)f;
  int local AMBIT_ISR_SHARED = 0;
  (void)local;
}
