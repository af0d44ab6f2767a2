// RUN: %ambit-check %s -- -std=c++20 %include 2>&1 | %expect --implicit-check-not=note:
//
// AMBIT_SEND_IF and AMBIT_SYNC_IF are evaluated for each instantiation. What is false is no, and
// is not derived instead.

#include "ambit/annotations.h"
#include <memory>
#include <type_traits>

template <class T> class AMBIT_SEND_IF(sizeof(T) <= 4) Slot {
  T value;
};
template <class T> using SlotOf = Slot<T>;

template <class T> class AMBIT_SEND_IF(std::is_trivially_copyable_v<T>) Wire {
  T value;
};

template <bool Locked> struct AMBIT_SYNC_IF(Locked) Table {
  int rows = 0;
};

template <class T> struct Outer {
  struct AMBIT_SEND_IF(sizeof(T) == 1) Inner {
    T value;
  };
  Inner inner;
};

struct AMBIT_SEND_IF(sizeof(void *) == 2) SmallTarget {
  int plain = 0; // derived it would be send
};

template <class T> T make();
template <class T> T &shared();
template <class T> void give(T value AMBIT_CROSSES_THREAD);
template <class T> void share(T &value AMBIT_CROSSES_THREAD);

void send() {
  give(make<Slot<int>>());
  give(make<Slot<double>>());
  // CHECK: :[[@LINE-1]]:8: warning: a value of type 'Slot<double>' crosses to another thread but 'Slot<double>' is not send [ambit-unsendable-crossing]
  // CHECK: :[[@LINE-33]]:26: note: 'Slot<double>' is not send because this condition is false
  // CHECK: :[[@LINE-8]]:32: note: parameter 'value' of 'give' crosses to another thread
  give(make<SlotOf<double>>());
  // CHECK: :[[@LINE-1]]:8: warning: a value of type 'Slot<double>' crosses to another thread but 'Slot<double>' is not send [ambit-unsendable-crossing]
  // CHECK: :[[@LINE-37]]:26: note: 'Slot<double>' is not send because this condition is false
  // CHECK: :[[@LINE-12]]:32: note: parameter 'value' of 'give' crosses to another thread
  give(make<Wire<int>>());
  give(make<Wire<std::shared_ptr<int>>>());
  // CHECK: :[[@LINE-1]]:8: warning: a value of type 'Wire<std::shared_ptr<int>>' crosses to another thread but 'Wire<std::shared_ptr<int>>' is not send [ambit-unsendable-crossing]
  // CHECK: :[[@LINE-37]]:26: note: 'Wire<std::shared_ptr<int>>' is not send because this condition is false
  // CHECK: :[[@LINE-17]]:32: note: parameter 'value' of 'give' crosses to another thread
  share(shared<Table<true>>());
  share(shared<Table<false>>());
  // CHECK: :[[@LINE-1]]:9: warning: a reference to a value of type 'Table<false>' crosses to another thread but 'Table<false>' is not sync [ambit-unsendable-crossing]
  // CHECK: :[[@LINE-38]]:31: note: 'Table<false>' is not sync because this condition is false
  // CHECK: :[[@LINE-21]]:34: note: parameter 'value' of 'share' crosses to another thread
  give(make<Table<false>>()); // one thread has it at a time
  give(make<std::unique_ptr<Table<false>>>());
  give(make<std::shared_ptr<Table<false>>>());
  // CHECK: :[[@LINE-1]]:8: warning: a value of type 'std::shared_ptr<Table<false>>' crosses to another thread but 'std::shared_ptr<Table<false>>' is not send [ambit-unsendable-crossing]
  // CHECK: :[[@LINE-2]]:8: note: it holds 'Table<false>', which is not sync
  // CHECK: :[[@LINE-45]]:31: note: 'Table<false>' is not sync because this condition is false
  // CHECK: :[[@LINE-29]]:32: note: parameter 'value' of 'give' crosses to another thread
  give(make<Outer<char>>());
  give(make<Outer<int>>());
  // CHECK: :[[@LINE-1]]:8: warning: a value of type 'Outer<int>' crosses to another thread but 'Outer<int>' is not send [ambit-unsendable-crossing]
  // CHECK: :[[@LINE-42]]:9: note: its member 'inner' has non-send type 'Outer<int>::Inner'
  // CHECK: :[[@LINE-46]]:10: note: 'Outer<int>::Inner' is not send because this condition is false
  // CHECK: :[[@LINE-35]]:32: note: parameter 'value' of 'give' crosses to another thread
  give(make<SmallTarget>());
  // CHECK: :[[@LINE-1]]:8: warning: a value of type 'SmallTarget' crosses to another thread but 'SmallTarget' is not send [ambit-unsendable-crossing]
  // CHECK: :[[@LINE-44]]:8: note: 'SmallTarget' is not send because this condition is false
  // CHECK: :[[@LINE-39]]:32: note: parameter 'value' of 'give' crosses to another thread
}
