// RUN: %ambit-check %s -- -std=c++20 %include 2>&1 | %expect --check-prefix=PERMISSIVE
// RUN: %ambit-check-with '{CheckOptions: {Unannotated: Strict}}' %s -- -std=c++20 %include 2>&1 | %expect --implicit-check-not=note:
//
// What cannot be seen is unknown: silent in permissive mode, a finding with its cause in strict.

#include "ambit/annotations.h"
#include <any>
#include <functional>
#include <memory>

struct Opaque;
struct Plain {
  int x = 0;
};
struct Pimpl {
  struct Data;
  Data *data;
};
struct FreeOpaque {
  void operator()(Opaque *) const;
};
struct Base {
  virtual ~Base();
};
struct Leaf final : Base {};

template <class T> T make();
template <class T> T &lvalue();
template <class T> void give(T value AMBIT_CROSSES_THREAD);
template <class T> void share(T &value AMBIT_CROSSES_THREAD);

// PERMISSIVE-NOT: warning:
void send() {
  give(make<Opaque *>());
  // CHECK: :[[@LINE-1]]:8: warning: a value of type 'Opaque *' crosses to another thread but nothing says whether 'Opaque', which it leads to, is sync [ambit-unsendable-crossing]
  // CHECK: :[[@LINE-25]]:8: note: 'Opaque' is not defined in this unit
  // CHECK: :[[@LINE-8]]:32: note: parameter 'value' of 'give' crosses to another thread
  give(make<std::unique_ptr<Opaque, FreeOpaque>>());
  // CHECK: :[[@LINE-1]]:8: warning: a value of type 'std::unique_ptr<Opaque, FreeOpaque>' crosses to another thread but nothing says whether 'std::unique_ptr<Opaque, FreeOpaque>' is send [ambit-unsendable-crossing]
  // CHECK: :[[@LINE-2]]:8: note: it holds 'Opaque', which is not known to be send
  // CHECK: :[[@LINE-30]]:8: note: 'Opaque' is not defined in this unit
  // CHECK: :[[@LINE-13]]:32: note: parameter 'value' of 'give' crosses to another thread
  give(make<Pimpl>());
  // CHECK: :[[@LINE-1]]:8: warning: a value of type 'Pimpl' crosses to another thread but nothing says whether 'Pimpl' is send [ambit-unsendable-crossing]
  // CHECK: :[[@LINE-28]]:9: note: its member 'data' leads to 'Pimpl::Data', which is not known to be sync
  // CHECK: :[[@LINE-30]]:10: note: 'Pimpl::Data' is not defined in this unit
  // CHECK: :[[@LINE-18]]:32: note: parameter 'value' of 'give' crosses to another thread
  give(make<void *>());
  // CHECK: :[[@LINE-1]]:8: warning: a value of type 'void *' crosses to another thread but nothing says whether 'void *' is send [ambit-unsendable-crossing]
  // CHECK: :[[@LINE-2]]:8: note: a 'void *' could lead to anything
  // CHECK: :[[@LINE-22]]:32: note: parameter 'value' of 'give' crosses to another thread
  give(make<std::any>());
  // CHECK: :[[@LINE-1]]:8: warning: a value of type 'std::any' crosses to another thread but nothing says whether 'std::any' is send [ambit-unsendable-crossing]
  // CHECK: :[[@LINE-2]]:8: note: 'std::any' hides what it holds
  // CHECK: :[[@LINE-26]]:32: note: parameter 'value' of 'give' crosses to another thread
  give(make<std::function<void()>>());
  // CHECK: :[[@LINE-1]]:8: warning: a value of type 'std::function<void ()>' crosses to another thread but nothing says whether 'std::function<void ()>' is send [ambit-unsendable-crossing]
  // CHECK: :[[@LINE-2]]:8: note: 'std::function<void ()>' hides what it holds
  // CHECK: :[[@LINE-30]]:32: note: parameter 'value' of 'give' crosses to another thread
  give(make<std::shared_ptr<void>>());
  // CHECK: :[[@LINE-1]]:8: warning: a value of type 'std::shared_ptr<void>' crosses to another thread but nothing says whether 'std::shared_ptr<void>' is send [ambit-unsendable-crossing]
  // CHECK: :[[@LINE-2]]:8: note: it holds 'void', which is not known to be send
  // CHECK: :[[@LINE-3]]:8: note: a 'void *' could lead to anything
  // CHECK: :[[@LINE-35]]:32: note: parameter 'value' of 'give' crosses to another thread
  give(make<std::unique_ptr<Base>>());
  // CHECK: :[[@LINE-1]]:8: warning: a value of type 'std::unique_ptr<Base>' crosses to another thread but nothing says whether 'std::unique_ptr<Base>' is send [ambit-unsendable-crossing]
  // CHECK: :[[@LINE-2]]:8: note: it holds 'Base', which is not known to be send
  // CHECK: :[[@LINE-46]]:8: note: an object of a class derived from 'Base' may be behind the pointer
  // CHECK: :[[@LINE-40]]:32: note: parameter 'value' of 'give' crosses to another thread
  give(make<Plain *>());
  // CHECK: :[[@LINE-1]]:8: warning: a value of type 'Plain *' crosses to another thread but nothing says whether 'Plain', which it leads to, is sync [ambit-unsendable-crossing]
  // CHECK: :[[@LINE-59]]:7: note: its member 'x' of type 'int' is not known to be sync
  // CHECK: :[[@LINE-3]]:8: note: nothing protects its mutable state
  // CHECK: :[[@LINE-45]]:32: note: parameter 'value' of 'give' crosses to another thread
  share(lvalue<Plain>());
  // CHECK: :[[@LINE-1]]:9: warning: a reference to a value of type 'Plain' crosses to another thread but nothing says whether 'Plain' is sync [ambit-unsendable-crossing]
  // CHECK: :[[@LINE-64]]:7: note: its member 'x' of type 'int' is not known to be sync
  // CHECK: :[[@LINE-3]]:9: note: nothing protects its mutable state
  // CHECK: :[[@LINE-49]]:34: note: parameter 'value' of 'share' crosses to another thread
  share(lvalue<int>());
  // CHECK: :[[@LINE-1]]:9: warning: a reference to a value of type 'int' crosses to another thread but nothing says whether 'int' is sync [ambit-unsendable-crossing]
  // CHECK: :[[@LINE-2]]:9: note: nothing protects its mutable state
  // CHECK: :[[@LINE-53]]:34: note: parameter 'value' of 'share' crosses to another thread
}

void known() {
  give(make<Plain>());
  give(make<std::unique_ptr<Plain>>());
  give(make<std::unique_ptr<Leaf>>());
  give(make<Leaf>());
  give(make<void (*)(Opaque *)>());
  give(1);
  give("text");
  give(nullptr);
}
