// RUN: %ambit-check %s -- -std=c++20 %include 2>&1 | %expect --implicit-check-not=note:
//
// A claim on a base holds for that base; the derived class is judged for itself.

#include "ambit/annotations.h"

struct AMBIT_THREAD_BOUND Lua {
  void *state = nullptr;
};
struct AMBIT_SEND_UNCHECKED("is reopened in the new thread") Handle {
  Lua scratch;
};
struct AMBIT_SEND Claimed {
  int x = 0;
};

struct OnlyTheBase : Handle {}; // the bound part is the business of Handle, which vouches for it
struct AddsAMember : Handle {
  Lua more;
};
struct UnderAClaim : Claimed {
  Lua state;
};
struct AMBIT_SEND Final : OnlyTheBase {}; // a claim that the asserted base makes true

void give(OnlyTheBase value AMBIT_CROSSES_THREAD);
void give(AddsAMember value AMBIT_CROSSES_THREAD);
void give(UnderAClaim value AMBIT_CROSSES_THREAD);
void give(Final value AMBIT_CROSSES_THREAD);

void send(OnlyTheBase a, AddsAMember b, UnderAClaim c, Final d) {
  give(a);
  give(b);
  // CHECK: :[[@LINE-1]]:8: warning: 'b' crosses to another thread but 'AddsAMember' is not send [ambit-unsendable-crossing]
  // CHECK: :[[@LINE-16]]:7: note: its member 'more' has thread-bound type 'Lua'
  // CHECK: :[[@LINE-29]]:8: note: 'Lua' is declared thread-bound here
  // CHECK: :[[@LINE-10]]:23: note: parameter 'value' of 'give' crosses to another thread
  give(c);
  // CHECK: :[[@LINE-1]]:8: warning: 'c' crosses to another thread but 'UnderAClaim' is not send [ambit-unsendable-crossing]
  // CHECK: :[[@LINE-18]]:7: note: its member 'state' has thread-bound type 'Lua'
  // CHECK: :[[@LINE-34]]:8: note: 'Lua' is declared thread-bound here
  // CHECK: :[[@LINE-14]]:23: note: parameter 'value' of 'give' crosses to another thread
  give(d);
}
