// RUN: %ambit-check %s -- -std=c++20 %include 2>&1 | %expect --implicit-check-not=note:
//
// Owning pointers take the pointee's send fact, sharing ones its sync fact too, and all of them
// what their deleter is.

#include "ambit/annotations.h"
#include <functional>
#include <memory>
#include <mutex>
#include <utility>

struct AMBIT_CORE_BOUND Pool {
  int slots = 0;
};
struct AMBIT_THREAD_BOUND Canvas {
  int name = 0;
};
struct Packet {
  int length = 0;
};
struct AMBIT_SYNC_IF(false) Cell {
  int value = 0;
};
struct BackToPool {
  Pool *pool = nullptr;
  void operator()(Packet *) const;
};
struct Free {
  void operator()(Packet *) const;
};

template <class T> T make();
template <class T> void toCore(T value AMBIT_CROSSES_CORE);
template <class T> void toThread(T value AMBIT_CROSSES_THREAD);

void bound() {
  toCore(make<std::unique_ptr<Pool>>());
  // CHECK: :[[@LINE-1]]:10: warning: a value of type 'std::unique_ptr<Pool>' crosses to another core but 'std::unique_ptr<Pool>' is core-bound [ambit-core-bound-crossing]
  // CHECK: :[[@LINE-2]]:10: note: it holds 'Pool', which is core-bound
  // CHECK: :[[@LINE-28]]:8: note: 'Pool' is declared core-bound here
  // CHECK: :[[@LINE-8]]:34: note: parameter 'value' of 'toCore' crosses to another core
  toCore(make<std::unique_ptr<Pool[]>>());
  // CHECK: :[[@LINE-1]]:10: warning: a value of type 'std::unique_ptr<Pool[]>' crosses to another core but 'std::unique_ptr<Pool[]>' is core-bound [ambit-core-bound-crossing]
  // CHECK: :[[@LINE-2]]:10: note: it holds 'Pool[]', which is core-bound
  // CHECK: :[[@LINE-3]]:10: note: its elements have core-bound type 'Pool'
  // CHECK: :[[@LINE-34]]:8: note: 'Pool' is declared core-bound here
  // CHECK: :[[@LINE-14]]:34: note: parameter 'value' of 'toCore' crosses to another core
  toCore(make<std::unique_ptr<Packet, BackToPool>>());
  // CHECK: :[[@LINE-1]]:10: warning: a value of type 'std::unique_ptr<Packet, BackToPool>' crosses to another core but 'std::unique_ptr<Packet, BackToPool>' is core-bound [ambit-core-bound-crossing]
  // CHECK: :[[@LINE-2]]:10: note: it holds 'BackToPool', which is core-bound
  // CHECK: :[[@LINE-26]]:9: note: its member 'pool' leads to 'Pool', which is core-bound
  // CHECK: :[[@LINE-40]]:8: note: 'Pool' is declared core-bound here
  // CHECK: :[[@LINE-20]]:34: note: parameter 'value' of 'toCore' crosses to another core
  toCore(make<std::shared_ptr<const Pool>>());
  // CHECK: :[[@LINE-1]]:10: warning: a value of type 'std::shared_ptr<const Pool>' crosses to another core but 'std::shared_ptr<const Pool>' is core-bound [ambit-core-bound-crossing]
  // CHECK: :[[@LINE-2]]:10: note: it holds 'Pool', which is core-bound
  // CHECK: :[[@LINE-45]]:8: note: 'Pool' is declared core-bound here
  // CHECK: :[[@LINE-25]]:34: note: parameter 'value' of 'toCore' crosses to another core
  toCore(make<std::weak_ptr<Pool>>());
  // CHECK: :[[@LINE-1]]:10: warning: a value of type 'std::weak_ptr<Pool>' crosses to another core but 'std::weak_ptr<Pool>' is core-bound [ambit-core-bound-crossing]
  // CHECK: :[[@LINE-2]]:10: note: it holds 'Pool', which is core-bound
  // CHECK: :[[@LINE-50]]:8: note: 'Pool' is declared core-bound here
  // CHECK: :[[@LINE-30]]:34: note: parameter 'value' of 'toCore' crosses to another core
  toThread(make<std::unique_ptr<Canvas>>());
  // CHECK: :[[@LINE-1]]:12: warning: a value of type 'std::unique_ptr<Canvas>' crosses to another thread but 'std::unique_ptr<Canvas>' is not send [ambit-unsendable-crossing]
  // CHECK: :[[@LINE-2]]:12: note: it holds 'Canvas', which is thread-bound
  // CHECK: :[[@LINE-52]]:8: note: 'Canvas' is declared thread-bound here
  // CHECK: :[[@LINE-34]]:36: note: parameter 'value' of 'toThread' crosses to another thread
  toThread(make<std::shared_ptr<Canvas>>());
  // CHECK: :[[@LINE-1]]:12: warning: a value of type 'std::shared_ptr<Canvas>' crosses to another thread but 'std::shared_ptr<Canvas>' is not send [ambit-unsendable-crossing]
  // CHECK: :[[@LINE-2]]:12: note: it holds 'Canvas', which is thread-bound
  // CHECK: :[[@LINE-57]]:8: note: 'Canvas' is declared thread-bound here
  // CHECK: :[[@LINE-39]]:36: note: parameter 'value' of 'toThread' crosses to another thread
  toThread(make<std::shared_ptr<Cell>>()); // Cell is send, but all copies reach one Cell
  // CHECK: :[[@LINE-1]]:12: warning: a value of type 'std::shared_ptr<Cell>' crosses to another thread but 'std::shared_ptr<Cell>' is not send [ambit-unsendable-crossing]
  // CHECK: :[[@LINE-2]]:12: note: it holds 'Cell', which is not sync
  // CHECK: :[[@LINE-56]]:8: note: 'Cell' is not sync because this condition is false
  // CHECK: :[[@LINE-44]]:36: note: parameter 'value' of 'toThread' crosses to another thread
}

void free() {
  toCore(make<std::unique_ptr<Packet>>());
  toCore(make<std::unique_ptr<Packet, Free>>());
  toCore(make<std::unique_ptr<Packet, void (*)(Packet *)>>());
  toCore(make<std::unique_ptr<Packet, std::function<void(Packet *)>>>()); // unknown
  toThread(make<std::unique_ptr<Cell>>());
  toThread(make<std::shared_ptr<std::mutex>>());
  toThread(make<std::shared_ptr<void>>()); // unknown
  toThread(make<std::shared_ptr<Packet>>()); // unknown
}
