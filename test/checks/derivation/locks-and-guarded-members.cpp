// RUN: %ambit-check %s -- -std=c++20 %include 2>&1 | %expect --implicit-check-not=note:
//
// A member that the object's own lock guards need only be send for the object to be sync.

#include "ambit/annotations.h"
#include <mutex>

struct AMBIT_THREAD_BOUND Canvas {
  int name = 0;
};
struct AMBIT_LOCK(spin) Spin {
  volatile int word = 0;
};
struct AMBIT_SCOPED_LOCK SpinGuard {
  Spin &spin;
};
struct __attribute__((capability("mutex"))) Mutex {
  volatile int word = 0;
};
struct __attribute__((scoped_lockable)) MutexGuard {
  MutexGuard(Mutex &m) __attribute__((acquire_capability(m)));
  ~MutexGuard() __attribute__((release_capability()));
};

struct Guarded {
  std::mutex mutex;
  volatile int state AMBIT_GUARDED_BY(mutex) = 0;
};
struct GuardedForClang {
  Mutex mutex;
  volatile int state __attribute__((guarded_by(mutex))) = 0;
};
struct GuardedForIsr {
  Spin spin;
  volatile int state AMBIT_ISR_SHARED_BY(spin) = 0;
};
struct GuardedBound {
  std::mutex mutex;
  Canvas canvas AMBIT_GUARDED_BY(mutex);
};
struct Unguarded {
  std::mutex mutex;
  volatile int state = 0;
};

template <class T> T make();
template <class T> void give(T value AMBIT_CROSSES_THREAD);
template <class T> void share(T &value AMBIT_CROSSES_THREAD);

void send(Guarded &a, GuardedForClang &b, GuardedForIsr &c, GuardedBound &d, Unguarded &e, Spin &f,
          Mutex &g) {
  share(a);
  share(b);
  share(c);
  share(d); // the lock orders the accesses, but the canvas stays with its thread
  // CHECK: :[[@LINE-1]]:9: warning: a reference to 'd' crosses to another thread but 'GuardedBound' is not sync [ambit-unsendable-crossing]
  // CHECK: :[[@LINE-18]]:10: note: its member 'canvas' has thread-bound type 'Canvas'
  // CHECK: :[[@LINE-50]]:8: note: 'Canvas' is declared thread-bound here
  // CHECK: :[[@LINE-11]]:34: note: parameter 'value' of 'share' crosses to another thread
  share(e);
  // CHECK: :[[@LINE-1]]:9: warning: a reference to 'e' crosses to another thread but 'Unguarded' is not sync [ambit-unsendable-crossing]
  // CHECK: :[[@LINE-19]]:16: note: its member 'state' has non-sync type 'volatile int'
  // CHECK: :[[@LINE-3]]:9: note: 'volatile int' is volatile, which orders nothing between threads
  // CHECK: :[[@LINE-16]]:34: note: parameter 'value' of 'share' crosses to another thread
  share(f);
  share(g);
}

void held(std::mutex &m) {
  give(make<SpinGuard>());
  // CHECK: :[[@LINE-1]]:8: warning: a value of type 'SpinGuard' crosses to another thread but 'SpinGuard' is not send [ambit-unsendable-crossing]
  // CHECK: :[[@LINE-58]]:8: note: 'SpinGuard' is declared a holder of a lock here
  // CHECK: :[[@LINE-26]]:32: note: parameter 'value' of 'give' crosses to another thread
  give<MutexGuard>(make<MutexGuard>());
  // CHECK: :[[@LINE-1]]:20: warning: a value of type 'MutexGuard' crosses to another thread but 'MutexGuard' is not send [ambit-unsendable-crossing]
  // CHECK: :[[@LINE-56]]:41: note: 'MutexGuard' is declared a holder of a lock here
  // CHECK: :[[@LINE-30]]:32: note: parameter 'value' of 'give' crosses to another thread
  give(std::unique_lock<std::mutex>(m));
  // CHECK: :[[@LINE-1]]:8: warning: a value of type 'std::unique_lock<std::mutex>' crosses to another thread but 'std::unique_lock<std::mutex>' is not send [ambit-unsendable-crossing]
  // CHECK: :[[@LINE-2]]:8: note: 'std::unique_lock<std::mutex>' is not send: a held lock belongs to the thread that locked
  // CHECK: :[[@LINE-34]]:32: note: parameter 'value' of 'give' crosses to another thread
}
