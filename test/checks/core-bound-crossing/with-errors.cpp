// RUN: not %ambit-check %s -- -std=c++20 %include > %t 2>&1
// RUN: FileCheck %s < %t

// Code that does not compile: no crash, and what can be seen is still said.

#include "ambit/annotations.h"
#include "no-such-header.h"
// CHECK: error: 'no-such-header.h' file not found

struct AMBIT_CORE_BOUND Nic {
  int n;
  Missing member;
};
void send(Nic &nic AMBIT_CROSSES_CORE);
void sendMissing(Missing &m AMBIT_CROSSES_CORE);
template <class F> void spawn(F f AMBIT_CALLED_IN_THREAD);
void incomplete(struct Later later AMBIT_CROSSES_THREAD);

void half(Nic &nic) {
  send(nic);
  // CHECK-NOT: PLEASE submit a bug report
  send(undeclared);
  send();
  incomplete({});
  spawn([&nic, other] { nic.n = ; });
  spawn([&nic, x = nic.missing()] { nic.go(1 });
  spawn([this] {});
  auto job = [&] { unknown(nic) };
  spawn(job);
  sendMissing(nic.member);
  Nic
