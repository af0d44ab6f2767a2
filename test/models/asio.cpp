// RUN: %ambit-check %s -- -std=c++20 -I%S/Inputs %include 2>&1 | %expect

// The Asio model on stand-ins: a pool runs its work in other threads.

#include "ambit/annotations.h"
#include "asio-stand-in.h"
#include <memory>
#include <utility>

struct AMBIT_THREAD_BOUND Session {
  void read();
  int id;
};
struct AMBIT_CORE_BOUND Ring {
  void flip();
};

void pools(asio::thread_pool &pool, Session &session, Ring &ring) {
  asio::post(pool, [&session] { session.read(); });
  // CHECK: :[[#@LINE-1]]:22: warning: 'session' crosses to another thread but 'Session' is thread-bound [ambit-unsendable-crossing]
  // CHECK: note: 'Session' is declared thread-bound here
  // CHECK: note: argument 2 of 'asio::post' runs in another thread (model 'asio')
  asio::post(pool.get_executor(), [&session] { session.read(); });
  // CHECK: :[[#@LINE-1]]:37: warning: 'session' crosses to another thread but 'Session' is thread-bound [ambit-unsendable-crossing]
  // CHECK: note: 'Session' is declared thread-bound here
  // CHECK: note: argument 2 of 'asio::post' runs in another thread (model 'asio')
  asio::defer(pool, [&ring] { ring.flip(); });
  // CHECK: :[[#@LINE-1]]:23: warning: 'ring' crosses to another core but 'Ring' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'Ring' is declared core-bound here
  // CHECK: note: argument 2 of 'asio::defer' runs in another thread, on a core nobody knows (model 'asio')
  asio::dispatch(pool, [&ring] { ring.flip(); });
  // CHECK: :[[#@LINE-1]]:26: warning: 'ring' crosses to another core but 'Ring' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'Ring' is declared core-bound here
  // CHECK: note: argument 2 of 'asio::dispatch' runs in another thread, on a core nobody knows (model 'asio')
  asio::post(pool, [id = session.id] { (void)id; });              // a number
}

// Who runs an io_context is its caller's business.
void loop(asio::io_context &io, Session &session) {
  asio::post(io, [&session] { session.read(); });     // perhaps this very thread
  asio::dispatch(io, [&session] { session.read(); }); // the same
}

void joined() {
  Session own;
  asio::thread_pool pool(1);
  asio::post(pool, [&own] { own.read(); }); // joined
  pool.join();
}

void strands(asio::thread_pool &pool, Session &session) {
  auto strand = asio::make_strand(pool);
  asio::post(strand, [&session] { session.read(); });
  // CHECK: :[[#@LINE-1]]:24: warning: 'session' crosses to another thread but 'Session' is thread-bound [ambit-unsendable-crossing]
  // CHECK: note: 'Session' is declared thread-bound here
  // CHECK: note: argument 2 of 'asio::post' runs in another thread (model 'asio')
}

// The function that returns the coroutine runs where it is spawned, and the frame with it.
void coroutines(asio::thread_pool &pool, asio::io_context &io, Session &session) {
  asio::co_spawn(pool, [&session] { session.read(); }, asio::detached);
  // CHECK: :[[#@LINE-1]]:26: warning: 'session' crosses to another thread but 'Session' is thread-bound [ambit-unsendable-crossing]
  // CHECK: note: 'Session' is declared thread-bound here
  // CHECK: note: argument 2 of 'asio::co_spawn' runs in another thread (model 'asio')
  asio::co_spawn(asio::system_executor(), [&session] { session.read(); }, asio::detached);
  // CHECK: :[[#@LINE-1]]:45: warning: 'session' crosses to another thread but 'Session' is thread-bound [ambit-unsendable-crossing]
  // CHECK: note: 'Session' is declared thread-bound here
  // CHECK: note: argument 2 of 'asio::co_spawn' runs in another thread (model 'asio')
  asio::co_spawn(io, [&session] { session.read(); }, asio::detached); // perhaps this very thread
}
