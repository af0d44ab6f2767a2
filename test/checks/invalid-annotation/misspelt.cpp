// RUN: %ambit-check %s -- -std=c++20 %include 2>&1 | %expect --implicit-check-not=note:
//
// Raw annotate strings: what is spelled as nobody spells it, with a suggestion where one is near.
// Strings of other tools are not ours.

#include "ambit/annotations.h"

struct [[clang::annotate("ambit::sned")]] Misspelt {};
// CHECK: :[[@LINE-1]]:10: warning: 'ambit::sned' is no annotation that Ambit knows; did you mean 'ambit::send'? [ambit-invalid-annotation]
struct [[clang::annotate("ambit::Send")]] Capital {};
// CHECK: :[[@LINE-1]]:10: warning: 'ambit::Send' is no annotation that Ambit knows; did you mean 'ambit::send'? [ambit-invalid-annotation]
struct [[clang::annotate("ambit::")]] Empty {};
// CHECK: :[[@LINE-1]]:10: warning: 'ambit::' is no annotation that Ambit knows [ambit-invalid-annotation]
struct [[clang::annotate("ambit::zebra_crossing")]] Far {};
// CHECK: :[[@LINE-1]]:10: warning: 'ambit::zebra_crossing' is no annotation that Ambit knows [ambit-invalid-annotation]
struct __attribute__((annotate("ambit::core_bond"))) Gnu {};
// CHECK: :[[@LINE-1]]:23: warning: 'ambit::core_bond' is no annotation that Ambit knows; did you mean 'ambit::core_bound'? [ambit-invalid-annotation]
[[clang::annotate("ambit::isr_shraed")]] int variable;
// CHECK: :[[@LINE-1]]:3: warning: 'ambit::isr_shraed' is no annotation that Ambit knows; did you mean 'ambit::isr_shared'? [ambit-invalid-annotation]
void parameter(int x [[clang::annotate("ambit::croses_thread")]]);
// CHECK: :[[@LINE-1]]:24: warning: 'ambit::croses_thread' is no annotation that Ambit knows; did you mean 'ambit::crosses_thread'? [ambit-invalid-annotation]
template <class T> struct [[clang::annotate("ambit::send_iff", true)]] Template {
// CHECK: :[[@LINE-1]]:29: warning: 'ambit::send_iff' is no annotation that Ambit knows; did you mean 'ambit::send_if'? [ambit-invalid-annotation]
  T value;
};
Template<int> one;
Template<char> two;

void local() {
  struct [[clang::annotate("ambit::tread_bound")]] Local {};
  // CHECK: :[[@LINE-1]]:12: warning: 'ambit::tread_bound' is no annotation that Ambit knows; did you mean 'ambit::thread_bound'? [ambit-invalid-annotation]
}
auto lambda = []([[clang::annotate("ambit::crosses_tread")]] int x) { (void)x; };
// CHECK: :[[@LINE-1]]:20: warning: 'ambit::crosses_tread' is no annotation that Ambit knows; did you mean 'ambit::crosses_thread'? [ambit-invalid-annotation]

struct [[clang::annotate("lint::core_bond")]] OtherTool {};
struct [[clang::annotate("ambitious")]] Ambitious {};
struct [[clang::annotate("ambit:send")]] OneColon {};
struct [[clang::annotate("AMBIT::send")]] Shouted {};
