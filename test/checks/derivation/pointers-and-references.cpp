// RUN: %ambit-check %s -- -std=c++20 %include 2>&1 | %expect --implicit-check-not=note:
//
// A pointer or a reference shares: it takes the pointee's sync and core-free facts, also below
// const and at any depth. Code and member pointers share nothing.

#include "ambit/annotations.h"
#include <functional>
#include <span>
#include <string_view>

struct AMBIT_CORE_BOUND Timer {
  unsigned ticks = 0;
  void stop();
};
struct AMBIT_THREAD_BOUND Canvas {
  int name = 0;
};
struct Plain {
  int x = 0;
};
struct AMBIT_SYNC_IF(false) Cell {
  int value = 0;
};
struct Reference {
  Timer &timer;
};
struct Callbacks {
  Timer (*make)(Timer *);
  void (Timer::*stop)();
  unsigned Timer::*ticks;
};

template <class T> T make();
template <class T> void toCore(T value AMBIT_CROSSES_CORE);
template <class T> void toThread(T value AMBIT_CROSSES_THREAD);

void bound(Timer &timer) {
  toCore(make<Timer *>());
  // CHECK: :[[@LINE-1]]:10: warning: a value of type 'Timer *' crosses to another core but 'Timer' is core-bound [ambit-core-bound-crossing]
  // CHECK: :[[@LINE-29]]:8: note: 'Timer' is declared core-bound here
  // CHECK: :[[@LINE-7]]:34: note: parameter 'value' of 'toCore' crosses to another core
  toCore(make<const Timer *const *>());
  // CHECK: :[[@LINE-1]]:10: warning: a value of type 'const Timer *const *' crosses to another core but 'Timer' is core-bound [ambit-core-bound-crossing]
  // CHECK: :[[@LINE-33]]:8: note: 'Timer' is declared core-bound here
  // CHECK: :[[@LINE-11]]:34: note: parameter 'value' of 'toCore' crosses to another core
  toCore(make<Reference>());
  // CHECK: :[[@LINE-1]]:10: warning: a value of type 'Reference' crosses to another core but 'Reference' is core-bound [ambit-core-bound-crossing]
  // CHECK: :[[@LINE-23]]:10: note: its member 'timer' leads to 'Timer', which is core-bound
  // CHECK: :[[@LINE-38]]:8: note: 'Timer' is declared core-bound here
  // CHECK: :[[@LINE-16]]:34: note: parameter 'value' of 'toCore' crosses to another core
  toCore(&timer);
  // CHECK: :[[@LINE-1]]:11: warning: 'timer' crosses to another core but 'Timer' is core-bound [ambit-core-bound-crossing]
  // CHECK: :[[@LINE-42]]:8: note: 'Timer' is declared core-bound here
  // CHECK: :[[@LINE-20]]:34: note: parameter 'value' of 'toCore' crosses to another core
  toCore(&timer.ticks); // the way back to its timer is short
  // CHECK: :[[@LINE-1]]:11: warning: 'ticks' crosses to another core but 'Timer' is core-bound [ambit-core-bound-crossing]
  // CHECK: :[[@LINE-46]]:25: note: it is a part of 'Timer', which is core-bound
  // CHECK: :[[@LINE-47]]:8: note: 'Timer' is declared core-bound here
  // CHECK: :[[@LINE-25]]:34: note: parameter 'value' of 'toCore' crosses to another core
  toCore(std::ref(timer));
  // CHECK: :[[@LINE-1]]:19: warning: 'timer' crosses to another core but 'Timer' is core-bound [ambit-core-bound-crossing]
  // CHECK: :[[@LINE-51]]:8: note: 'Timer' is declared core-bound here
  // CHECK: :[[@LINE-29]]:34: note: parameter 'value' of 'toCore' crosses to another core
  toCore(make<std::reference_wrapper<const Timer>>());
  // CHECK: :[[@LINE-1]]:10: warning: a value of type 'std::reference_wrapper<const Timer>' crosses to another core but 'std::reference_wrapper<const Timer>' is core-bound [ambit-core-bound-crossing]
  // CHECK: :[[@LINE-2]]:10: note: it holds 'Timer', which is core-bound
  // CHECK: :[[@LINE-56]]:8: note: 'Timer' is declared core-bound here
  // CHECK: :[[@LINE-34]]:34: note: parameter 'value' of 'toCore' crosses to another core
  toCore(make<std::span<Timer>>());
  // CHECK: :[[@LINE-1]]:10: warning: a value of type 'std::span<Timer>' crosses to another core but 'std::span<Timer>' is core-bound [ambit-core-bound-crossing]
  // CHECK: :[[@LINE-2]]:10: note: it holds 'Timer', which is core-bound
  // CHECK: :[[@LINE-61]]:8: note: 'Timer' is declared core-bound here
  // CHECK: :[[@LINE-39]]:34: note: parameter 'value' of 'toCore' crosses to another core
  toThread(make<const Canvas *>());
  // CHECK: :[[@LINE-1]]:12: warning: a value of type 'const Canvas *' crosses to another thread but 'Canvas' is thread-bound [ambit-unsendable-crossing]
  // CHECK: :[[@LINE-61]]:8: note: 'Canvas' is declared thread-bound here
  // CHECK: :[[@LINE-42]]:36: note: parameter 'value' of 'toThread' crosses to another thread
}

void free(Timer &timer) {
  toCore(make<Callbacks>());
  toCore(&Timer::stop);
  toCore(std::mem_fn(&Timer::stop));
  toCore(timer.ticks);
  toCore(sizeof(Timer));
  toThread(make<Cell>());
  toThread(make<Plain *>()); // unknown: nothing says that it is not sync
  toThread(make<const char *>());
  toThread(make<std::string_view>());
  toThread(nullptr);
}
