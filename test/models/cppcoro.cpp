// RUN: %ambit-check %s -- -std=c++20 -I%S/Inputs %include 2>&1 | %expect

// The cppcoro model on stand-ins: a pool runs a task in its threads, locks stay with theirs.

#include "ambit/annotations.h"
#include "cppcoro-stand-in.h"
#include <mutex>

struct AMBIT_CORE_BOUND Ring {
  void flip();
};

std::mutex mutex;
cppcoro::async_mutex async;

cppcoro::task<> released(cppcoro::static_thread_pool &pool) {
  {
    std::lock_guard<std::mutex> hold(mutex);
  }
  co_await pool.schedule();
}

// It suspends instead of waiting, and may be unlocked by another thread.
cppcoro::task<> asynchronous(cppcoro::static_thread_pool &pool) {
  auto lock = co_await async.scoped_lock_async();
  co_await pool.schedule();
}

cppcoro::generator<int> numbers() {
  for (int n = 0;; ++n) {
    co_yield n; // who iterates resumes it
  }
}

cppcoro::task<> use(Ring *ring) {
  ring->flip();
  co_return;
}

void spawn(cppcoro::static_thread_pool &pool, cppcoro::io_service &io, Ring &ring) {
  cppcoro::schedule_on(pool, use(&ring));
  // CHECK: :[[#@LINE-1]]:35: warning: 'ring' crosses to another core but 'Ring' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'Ring' is declared core-bound here
  // CHECK: note: argument 2 of 'cppcoro::schedule_on' crosses to another thread, on a core nobody knows (model 'cppcoro')
  cppcoro::schedule_on(io, use(&ring)); // perhaps this very thread runs it
  cppcoro::sync_wait(use(&ring));       // here
}
