// RUN: %ambit-check %s -- -std=c++20 -I%S/Inputs %include 2>&1 | %expect

// The Folly model on stand-ins: pools run what is added in other threads, a Task resumes in any.

#include "ambit/annotations.h"
#include "folly-stand-in.h"
#include <mutex>
#include <utility>

struct AMBIT_THREAD_BOUND Session {
  void read();
  int id;
};
struct AMBIT_CORE_BOUND Ring {
  void flip();
};

void pools(folly::CPUThreadPoolExecutor &pool, Session &session, Ring &ring) {
  pool.add([&session] { session.read(); });
  // CHECK: :[[#@LINE-1]]:14: warning: 'session' crosses to another thread but 'Session' is thread-bound [ambit-unsendable-crossing]
  // CHECK: note: 'Session' is declared thread-bound here
  // CHECK: note: argument 1 of 'folly::CPUThreadPoolExecutor::add' runs in another thread (model 'folly')
  pool.add([&ring] { ring.flip(); });
  // CHECK: :[[#@LINE-1]]:14: warning: 'ring' crosses to another core but 'Ring' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'Ring' is declared core-bound here
  // CHECK: note: argument 1 of 'folly::CPUThreadPoolExecutor::add' runs in another thread, on a core nobody knows (model 'folly')
  pool.add([id = session.id] { (void)id; }); // a number
}

void joined() {
  Session own;
  folly::CPUThreadPoolExecutor pool(2);
  pool.add([&own] { own.read(); });
  pool.join();
}

// Who drives it is its owner's business, and of an Executor nobody knows what it is.
void driven(folly::ManualExecutor &manual, folly::Executor &some, Session &session) {
  manual.add([&session] { session.read(); });
  some.add([&session] { session.read(); });
}

void futures(folly::Executor &pool, Session &session, folly::Future<Ring *> ring,
             folly::Future<int> number) {
  folly::via(&pool, [&session] { session.read(); });
  // CHECK: :[[#@LINE-1]]:23: warning: 'session' crosses to another thread but 'Session' is thread-bound [ambit-unsendable-crossing]
  // CHECK: note: 'Session' is declared thread-bound here
  // CHECK: note: argument 2 of 'folly::via' runs in another thread (model 'folly')
  std::move(ring).via(&pool);
  // CHECK: :[[#@LINE-1]]:13: warning: 'ring' crosses to another core but 'folly::Future<Ring *>' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: it holds a way to 'Ring', which is core-bound
  // CHECK: note: 'Ring' is declared core-bound here
  // CHECK: note: argument 1 of 'folly::Future::via' crosses to another thread, on a core nobody knows (model 'folly')
  std::move(number).via(&pool);
}

// ---- Coroutines -------------------------------------------------------------------------------

folly::coro::Task<int> fetch(int key);
folly::SharedMutex mutex;
folly::coro::Mutex async;

folly::coro::Task<int> unlocked() {
  {
    std::lock_guard<folly::SharedMutex> hold(mutex);
  }
  co_return co_await fetch(1);
}

// No thread waits for it, and whoever resumes may unlock it.
folly::coro::Task<int> asynchronous() {
  co_await async.co_lock();
  int result = co_await fetch(1);
  async.unlock();
  co_return result;
}

folly::coro::Task<> use(Ring *ring) {
  ring->flip();
  co_return;
}

void spawn(folly::Executor &pool, Ring &ring) {
  folly::coro::co_withExecutor(&pool, use(&ring));
  // CHECK: :[[#@LINE-1]]:44: warning: 'ring' crosses to another core but 'Ring' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'Ring' is declared core-bound here
  // CHECK: note: argument 2 of 'folly::coro::co_withExecutor' crosses to another thread, on a core nobody knows (model 'folly')
  use(&ring).scheduleOn(&pool);
}
