// RUN: %ambit-check %s -- -std=c++20 %include 2>&1 | %expect --implicit-check-not=note:
//
// volatile state is never sync, atomics and locks are; `mutable` and plain state is unknown.

#include "ambit/annotations.h"
#include <atomic>
#include <condition_variable>
#include <latch>
#include <mutex>
#include <semaphore>

struct AMBIT_THREAD_BOUND Canvas {
  int name = 0;
};
struct Flag {
  volatile int set = 0;
};
struct Table {
  const Flag *flags;
};
struct Registers {
  volatile unsigned *base = nullptr; // hardware
};
struct Cache {
  mutable int last = 0;
  const int size = 4;
};
struct Atomics {
  std::atomic<int> count{0};
  volatile std::atomic<int> ticks{0};
  std::atomic_flag flag;
  const int size = 4;
};
struct Pointers {
  std::atomic<Canvas *> current{nullptr};
};
struct Locks {
  std::mutex mutex;
  std::once_flag once;
  std::condition_variable changed;
  std::latch latch{1};
  std::counting_semaphore<4> slots{4};
};

template <class T> T make();
template <class T> void give(T value AMBIT_CROSSES_THREAD);
template <class T> void share(T &value AMBIT_CROSSES_THREAD);

void send(Flag &flag, const Flag &constFlag, Registers registers, Cache &cache, Atomics &atomics,
          Pointers &pointers, Locks &locks, int &number) {
  share(flag);
  // CHECK: :[[@LINE-1]]:9: warning: a reference to 'flag' crosses to another thread but 'Flag' is not sync [ambit-unsendable-crossing]
  // CHECK: :[[@LINE-37]]:16: note: its member 'set' has non-sync type 'volatile int'
  // CHECK: :[[@LINE-3]]:9: note: 'volatile int' is volatile, which orders nothing between threads
  // CHECK: :[[@LINE-8]]:34: note: parameter 'value' of 'share' crosses to another thread
  share(constFlag);
  // CHECK: :[[@LINE-1]]:9: warning: a reference to 'constFlag' crosses to another thread but 'Flag' is not sync [ambit-unsendable-crossing]
  // CHECK: :[[@LINE-42]]:16: note: its member 'set' has non-sync type 'volatile int'
  // CHECK: :[[@LINE-3]]:9: note: 'volatile int' is volatile, which orders nothing between threads
  // CHECK: :[[@LINE-13]]:34: note: parameter 'value' of 'share' crosses to another thread
  give(&flag);
  // CHECK: :[[@LINE-1]]:9: warning: a reference to 'flag' crosses to another thread but 'Flag' is not sync [ambit-unsendable-crossing]
  // CHECK: :[[@LINE-47]]:16: note: its member 'set' has non-sync type 'volatile int'
  // CHECK: :[[@LINE-3]]:9: note: 'volatile int' is volatile, which orders nothing between threads
  // CHECK: :[[@LINE-19]]:32: note: parameter 'value' of 'give' crosses to another thread
  give(make<Table>());
  // CHECK: :[[@LINE-1]]:8: warning: a value of type 'Table' crosses to another thread but 'Table' is not send [ambit-unsendable-crossing]
  // CHECK: :[[@LINE-49]]:15: note: its member 'flags' leads to 'Flag', which is not sync
  // CHECK: :[[@LINE-53]]:16: note: its member 'set' has non-sync type 'volatile int'
  // CHECK: :[[@LINE-4]]:8: note: 'volatile int' is volatile, which orders nothing between threads
  // CHECK: :[[@LINE-25]]:32: note: parameter 'value' of 'give' crosses to another thread
  share(pointers); // whoever reaches it can take the pointer out
  // CHECK: :[[@LINE-1]]:9: warning: a reference to 'pointers' crosses to another thread but 'Pointers' is not sync [ambit-unsendable-crossing]
  // CHECK: :[[@LINE-39]]:25: note: its member 'current' has thread-bound type 'std::atomic<Canvas *>'
  // CHECK: :[[@LINE-40]]:25: note: it holds a way to 'Canvas', which is thread-bound
  // CHECK: :[[@LINE-64]]:8: note: 'Canvas' is declared thread-bound here
  // CHECK: :[[@LINE-30]]:34: note: parameter 'value' of 'share' crosses to another thread
  give(flag);      // a copy
  give(registers);
  share(cache);
  share(atomics);
  share(locks);
  share(number);
}
