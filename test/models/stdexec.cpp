// RUN: %ambit-check %s -- -std=c++20 -I%S/Inputs %include 2>&1 | %expect

// The stdexec model on stand-ins: a pool's scheduler runs senders in other threads.

#include "ambit/annotations.h"
#include "stdexec-stand-in.h"
#include <mutex>

struct AMBIT_THREAD_BOUND Session {
  void read();
  int id;
};

void pools(exec::static_thread_pool &pool, Session &session) {
  auto work = stdexec::then(stdexec::just(1), [&session](int) { session.read(); });
  stdexec::sync_wait(work); // here
  stdexec::starts_on(pool.get_scheduler(), work);
  // CHECK: :[[#@LINE-1]]:44: warning: 'work' crosses to another thread but 'stdexec::then_sender<int, (lambda)>' is not send [ambit-unsendable-crossing]
  // CHECK: note: its member 'function' has thread-bound type '(lambda)'
  // CHECK: note: it captures 'session' by reference, of thread-bound type 'Session'
  // CHECK: note: 'Session' is declared thread-bound here
  // CHECK: note: argument 2 of 'stdexec::starts_on_t::operator()' crosses to another thread (model 'stdexec')
  stdexec::then(stdexec::schedule(pool.get_scheduler()), [&session] { session.read(); });
  // CHECK: :[[#@LINE-1]]:60: warning: 'session' crosses to another thread but 'Session' is thread-bound [ambit-unsendable-crossing]
  // CHECK: note: 'Session' is declared thread-bound here
  // CHECK: note: argument 2 of 'stdexec::then_t::operator()' runs in another thread (model 'stdexec')
  stdexec::schedule(pool.get_scheduler()) | stdexec::then([&session] { session.read(); });
  // CHECK: :[[#@LINE-1]]:45: warning: a value of type 'stdexec::__clsur::closure<(lambda)>' crosses to another thread but 'stdexec::__clsur::closure<(lambda)>' is not send [ambit-unsendable-crossing]
  // CHECK: note: its member 'function' has thread-bound type '(lambda)'
  // CHECK: note: it captures 'session' by reference, of thread-bound type 'Session'
  // CHECK: note: 'Session' is declared thread-bound here
  // CHECK: note: argument 2 of 'stdexec::__clsur::operator|' crosses to another thread (model 'stdexec')
  stdexec::then(stdexec::schedule(pool.get_scheduler()), [id = session.id] { (void)id; });
  stdexec::continues_on(work, pool.get_scheduler()); // its result moves, and is none
}

// Whoever runs the loop is its caller's business.
void loop(stdexec::run_loop &loop, Session &session) {
  stdexec::starts_on(loop.get_scheduler(),
                     stdexec::then(stdexec::just(1), [&session](int) { session.read(); }));
}

exec::task<void> fetch();
std::mutex mutex;

exec::task<void> released() {
  {
    std::lock_guard<std::mutex> hold(mutex);
  }
  co_await fetch();
}
