// RUN: %ambit-check %s -- -std=c++20 %include 2>&1 | %expect --implicit-check-not=note:
//
// AMBIT_SYNC is verified with the sync facts of the parts.

#include "ambit/annotations.h"
#include <atomic>
#include <mutex>

struct AMBIT_THREAD_BOUND Canvas {
  int name = 0;
};
struct AMBIT_SYNC_IF(false) Cell {};

struct AMBIT_SYNC Volatile {
// CHECK: :[[@LINE-1]]:19: warning: 'Volatile' is declared sync, but it is not [ambit-false-send-claim]
// CHECK: :[[@LINE+3]]:16: note: its member 'flag' has non-sync type 'volatile int'
// CHECK: :[[@LINE-3]]:19: note: 'volatile int' is volatile, which orders nothing between threads
// CHECK: :[[@LINE-4]]:8: note: remove the claim, change the part, or state with AMBIT_SYNC_UNCHECKED("why") why it holds
  volatile int flag;
};
struct AMBIT_SYNC Bound {
// CHECK: :[[@LINE-1]]:19: warning: 'Bound' is declared sync, but it is not [ambit-false-send-claim]
// CHECK: :[[@LINE+3]]:10: note: its member 'canvas' has thread-bound type 'Canvas'
// CHECK: :[[@LINE-15]]:8: note: 'Canvas' is declared thread-bound here
// CHECK: :[[@LINE-4]]:8: note: remove the claim, change the part, or state with AMBIT_SYNC_UNCHECKED("why") why it holds
  Canvas canvas;
};
struct AMBIT_SYNC GuardedBound {
// CHECK: :[[@LINE-1]]:19: warning: 'GuardedBound' is declared sync, but it is not [ambit-false-send-claim]
// CHECK: :[[@LINE+4]]:10: note: its member 'canvas' has thread-bound type 'Canvas'
// CHECK: :[[@LINE-22]]:8: note: 'Canvas' is declared thread-bound here
// CHECK: :[[@LINE-4]]:8: note: remove the claim, change the part, or state with AMBIT_SYNC_UNCHECKED("why") why it holds
  std::mutex mutex;
  Canvas canvas AMBIT_GUARDED_BY(mutex);
};
struct AMBIT_SYNC Pointer {
// CHECK: :[[@LINE-1]]:19: warning: 'Pointer' is declared sync, but it is not [ambit-false-send-claim]
// CHECK: :[[@LINE+3]]:9: note: its member 'cell' leads to 'Cell', which is not sync
// CHECK: :[[@LINE-27]]:8: note: 'Cell' is not sync because this condition is false
// CHECK: :[[@LINE-4]]:8: note: remove the claim, change the part, or state with AMBIT_SYNC_UNCHECKED("why") why it holds
  Cell *cell;
};
struct AMBIT_SYNC AtomicPointer {
// CHECK: :[[@LINE-1]]:19: warning: 'AtomicPointer' is declared sync, but it is not [ambit-false-send-claim]
// CHECK: :[[@LINE+4]]:25: note: its member 'canvas' has thread-bound type 'std::atomic<Canvas *>'
// CHECK: :[[@LINE+3]]:25: note: it holds a way to 'Canvas', which is thread-bound
// CHECK: :[[@LINE-38]]:8: note: 'Canvas' is declared thread-bound here
// CHECK: :[[@LINE-5]]:8: note: remove the claim, change the part, or state with AMBIT_SYNC_UNCHECKED("why") why it holds
  std::atomic<Canvas *> canvas;
};
struct AMBIT_SEND SendByPointer { // one that may be sent must not reach what is not sync
// CHECK: :[[@LINE-1]]:19: warning: 'SendByPointer' is declared send, but it is not [ambit-false-send-claim]
// CHECK: :[[@LINE+3]]:9: note: its member 'cell' leads to 'Cell', which is not sync
// CHECK: :[[@LINE-42]]:8: note: 'Cell' is not sync because this condition is false
// CHECK: :[[@LINE-4]]:8: note: remove the claim, change the part, or state with AMBIT_SEND_UNCHECKED("why") why it holds
  Cell *cell;
};

struct AMBIT_SYNC Guarded {
  std::mutex mutex;
  volatile int flag AMBIT_GUARDED_BY(mutex);
};
struct AMBIT_SYNC Plain { // unknown: the class may order its accesses
  int state;
  mutable int cache;
};
struct AMBIT_SYNC Hardware {
  volatile unsigned *registers;
};
struct AMBIT_SYNC Atomics {
  std::atomic<int> count;
  volatile std::atomic<bool> stop;
};
struct AMBIT_SEND HoldsACell { // handed over, not shared
  Cell cell;
};
struct AMBIT_SEND AMBIT_SYNC Both {
// CHECK: :[[@LINE-1]]:30: warning: 'Both' is declared send, but it is not [ambit-false-send-claim]
// CHECK: :[[@LINE+7]]:10: note: its member 'canvas' has thread-bound type 'Canvas'
// CHECK: :[[@LINE-71]]:8: note: 'Canvas' is declared thread-bound here
// CHECK: :[[@LINE-4]]:8: note: remove the claim, change the part, or state with AMBIT_SEND_UNCHECKED("why") why it holds
// CHECK: :[[@LINE-5]]:30: warning: 'Both' is declared sync, but it is not [ambit-false-send-claim]
// CHECK: :[[@LINE+3]]:10: note: its member 'canvas' has thread-bound type 'Canvas'
// CHECK: :[[@LINE-75]]:8: note: 'Canvas' is declared thread-bound here
// CHECK: :[[@LINE-8]]:19: note: remove the claim, change the part, or state with AMBIT_SYNC_UNCHECKED("why") why it holds
  Canvas canvas;
};
