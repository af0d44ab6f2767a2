// RUN: %ambit-check %s -- -std=c++20 %include 2>&1 | %expect --implicit-check-not=note:
//
// Names in classes: later members, members of bases, enumerators, qualified names, template
// parameters.

#include "ambit/annotations.h"
#include <mutex>

namespace cores {
constexpr int radio = 1;
enum class Core { zero, one };
} // namespace cores

struct Lockable {
  std::mutex baseLock;
};
class Table : Lockable {
  int a AMBIT_GUARDED_BY(mutex_);
  int b AMBIT_GUARDED_BY(this->mutex_);
  int c AMBIT_GUARDED_BY(baseLock);
  int d AMBIT_GUARDED_BY(mutexes_);
  // CHECK: :[[@LINE-1]]:9: warning: lock 'mutexes_' in 'AMBIT_GUARDED_BY' names nothing that 'd' can see [ambit-invalid-annotation]
  // CHECK: :[[@LINE-2]]:9: note: did you mean 'mutex_'?
  void locked() AMBIT_REQUIRES(mutex_);
  void lock() AMBIT_ACQUIRE();
  void unlock() AMBIT_RELEASE(this);
  std::mutex mutex_;
};
struct AMBIT_CORE_BOUND_TO(cores::radio) Radio {};
struct AMBIT_CORE_BOUND_TO(cores::Core::one) Scoped {};
struct AMBIT_CORE_BOUND_TO(cores::Core::two) BadScoped {};
// CHECK: :[[@LINE-1]]:8: warning: core 'cores::Core::two' in 'AMBIT_CORE_BOUND_TO' names nothing that 'BadScoped' can see [ambit-invalid-annotation]
struct AMBIT_CORE_BOUND_TO(cores::radoi) BadQualified {};
// CHECK: :[[@LINE-1]]:8: warning: core 'cores::radoi' in 'AMBIT_CORE_BOUND_TO' names nothing that 'BadQualified' can see [ambit-invalid-annotation]
template <int Home> struct AMBIT_CORE_BOUND_TO(Home) Shard {
  int x AMBIT_GUARDED_BY(lock);
  int y AMBIT_GUARDED_BY(lokc);
  // CHECK: :[[@LINE-1]]:9: warning: lock 'lokc' in 'AMBIT_GUARDED_BY' names nothing that 'y' can see [ambit-invalid-annotation]
  // CHECK: :[[@LINE-2]]:9: note: did you mean 'lock'?
  std::mutex lock;
};
Shard<0> zero;
Shard<1> one;
template <class Base> struct Derived : Base {
  int z AMBIT_GUARDED_BY(maybeInTheBase); // nobody knows before it is instantiated
};
