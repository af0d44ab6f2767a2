// RUN: %ambit-check-with '{CheckOptions: {Unannotated: Strict}}' %s -- -std=c++20 %include 2>&1 | %expect --implicit-check-not='not send' --implicit-check-not='not sync' --implicit-check-not='non-sync' --implicit-check-not='non-send'
//
// The notes of an unknown say that nobody knows, not that something is not send.

#include "ambit/annotations.h"
#include <memory>

struct Pimpl {
  struct Data;
  Data *data;
};
struct Plain {
  int x = 0;
};

void give(Pimpl value AMBIT_CROSSES_THREAD);
void share(Plain &value AMBIT_CROSSES_THREAD);
void own(std::shared_ptr<void> value AMBIT_CROSSES_THREAD);

void send(Pimpl pimpl, Plain &plain, std::shared_ptr<void> any) {
  give(pimpl);
  // CHECK: :[[@LINE-1]]:8: warning: 'pimpl' crosses to another thread but nothing says whether 'Pimpl' is send
  // CHECK: :[[@LINE-13]]:9: note: its member 'data' leads to 'Pimpl::Data'
  // CHECK: note: 'Pimpl::Data' is not defined in this unit
  share(plain);
  // CHECK: :[[@LINE-1]]:9: warning: a reference to 'plain' crosses to another thread but nothing says whether 'Plain' is sync
  // CHECK: :[[@LINE-14]]:7: note: its member 'x'
  own(any);
  // CHECK: :[[@LINE-1]]:7: warning: 'any' crosses to another thread but nothing says whether 'std::shared_ptr<void>' is send
  // CHECK: note: it holds 'void'
}
