// RUN: %ambit-check %s -- -std=c++20 %include 2>&1 | %expect --implicit-check-not=note:
//
// An _UNCHECKED claim is stale if the type is that without it, and needed if it is not, or if
// nobody can tell.

#include "ambit/annotations.h"
#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <string>

struct AMBIT_THREAD_BOUND Canvas {
  int name = 0;
};
struct Opaque;

struct AMBIT_SEND_UNCHECKED("stale") Numbers {
// CHECK: :[[@LINE-1]]:8: warning: 'Numbers' is send without 'AMBIT_SEND_UNCHECKED' [ambit-stale-waiver]
// CHECK: :[[@LINE-2]]:8: note: 'AMBIT_SEND' says the same and is verified
  int count;
  std::string text;
};
struct AMBIT_SEND_UNCHECKED("stale") Empty {};
// CHECK: :[[@LINE-1]]:8: warning: 'Empty' is send without 'AMBIT_SEND_UNCHECKED' [ambit-stale-waiver]
// CHECK: :[[@LINE-2]]:8: note: 'AMBIT_SEND' says the same and is verified
struct AMBIT_SEND_UNCHECKED("stale") Recursive {
// CHECK: :[[@LINE-1]]:8: warning: 'Recursive' is send without 'AMBIT_SEND_UNCHECKED' [ambit-stale-waiver]
// CHECK: :[[@LINE-2]]:8: note: 'AMBIT_SEND' says the same and is verified
  std::unique_ptr<Recursive> next;
};
struct AMBIT_SYNC_UNCHECKED("stale") Atomics {
// CHECK: :[[@LINE-1]]:8: warning: 'Atomics' is sync without 'AMBIT_SYNC_UNCHECKED' [ambit-stale-waiver]
// CHECK: :[[@LINE-2]]:8: note: 'AMBIT_SYNC' says the same and is verified
  std::atomic<int> count;
  std::mutex mutex;
};
struct AMBIT_SYNC_UNCHECKED("stale") Guarded {
// CHECK: :[[@LINE-1]]:8: warning: 'Guarded' is sync without 'AMBIT_SYNC_UNCHECKED' [ambit-stale-waiver]
// CHECK: :[[@LINE-2]]:8: note: 'AMBIT_SYNC' says the same and is verified
  std::mutex mutex;
  int count AMBIT_GUARDED_BY(mutex);
};
struct AMBIT_SYNC_UNCHECKED("stale") Constant {
// CHECK: :[[@LINE-1]]:8: warning: 'Constant' is sync without 'AMBIT_SYNC_UNCHECKED' [ambit-stale-waiver]
// CHECK: :[[@LINE-2]]:8: note: 'AMBIT_SYNC' says the same and is verified
  const int count = 1;
};
using Identifier AMBIT_SEND_UNCHECKED("stale") = int;
// CHECK: :[[@LINE-1]]:18: warning: 'Identifier' is send without 'AMBIT_SEND_UNCHECKED' [ambit-stale-waiver]
// CHECK: :[[@LINE-2]]:18: note: 'AMBIT_SEND' says the same and is verified
template <class T> struct AMBIT_SEND_UNCHECKED("stale for all") NeededForNone {
// CHECK: :[[@LINE-1]]:27: warning: 'NeededForNone<T>' is send without 'AMBIT_SEND_UNCHECKED' [ambit-stale-waiver]
// CHECK: :[[@LINE-2]]:27: note: 'AMBIT_SEND' says the same and is verified
  T value;
};
NeededForNone<int> a;
NeededForNone<char> b;

struct AMBIT_SEND_UNCHECKED("bound") Bound {
  Canvas canvas;
};
struct AMBIT_SEND_UNCHECKED("shared") Pointer {
  int *number;
};
struct AMBIT_SEND_UNCHECKED("erased") Erased {
  std::function<void()> callable;
};
struct AMBIT_SEND_UNCHECKED("incomplete") Pimpl {
  std::unique_ptr<Opaque> data;
};
class AMBIT_SEND_UNCHECKED("not defined here") Declared;
struct AMBIT_SYNC_UNCHECKED("plain state") State {
  int count;
};
struct AMBIT_SYNC_UNCHECKED("mutable") Cache {
  const int count = 1;
  mutable int last = 0;
};
using Reference AMBIT_SEND_UNCHECKED("shared") = int *;
template <class T> struct AMBIT_SEND_UNCHECKED("for Canvas") NeededForOne {
  T value;
};
NeededForOne<int> c;
NeededForOne<Canvas> d;
template <class T> struct AMBIT_SEND_UNCHECKED("never instantiated") NeverUsed {
  T value;
};
