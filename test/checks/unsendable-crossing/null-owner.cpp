// RUN: %ambit-check %s -- -std=c++20 %include 2>&1 | %expect

// An owner that is null, alone and in an aggregate, brings nothing.

#include "ambit/annotations.h"
#include <memory>
#include <utility>

struct AMBIT_THREAD_BOUND Session {
  int id;
};
struct Envelope {
  std::unique_ptr<Session> session;
  int number;
};
template <class T> void push(T value AMBIT_CROSSES_THREAD);
void pushOwner(std::unique_ptr<Session> value AMBIT_CROSSES_THREAD);

void builtWithNull() {
  push(Envelope{nullptr, 1}); // null
  push(Envelope{{}, 1});      // null
  push(Envelope{std::make_unique<Session>(), 1});
  // CHECK: :[[#@LINE-1]]:16: warning: a value of type 'Envelope' crosses to another thread but 'Envelope' is not send [ambit-unsendable-crossing]
  // CHECK: note: its member 'session' has thread-bound type 'std::unique_ptr<Session>'
  // CHECK: note: it holds 'Session', which is thread-bound
  // CHECK: note: 'Session' is declared thread-bound here
  // CHECK: note: parameter 'value' of 'push' crosses to another thread
}
void local() {
  Envelope e{nullptr, 2};
  push(std::move(e)); // null
  e.session = std::make_unique<Session>();
  push(std::move(e));
  // CHECK: :[[#@LINE-1]]:18: warning: 'e' crosses to another thread but 'Envelope' is not send [ambit-unsendable-crossing]
  // CHECK: note: its member 'session' has thread-bound type 'std::unique_ptr<Session>'
  // CHECK: note: it holds 'Session', which is thread-bound
  // CHECK: note: 'Session' is declared thread-bound here
  // CHECK: note: parameter 'value' of 'push' crosses to another thread
}

void alone(bool first) {
  push(std::unique_ptr<Session>());        // null
  push(std::unique_ptr<Session>(nullptr)); // null
  pushOwner(nullptr);                      // null
  pushOwner({});                           // null
  std::unique_ptr<Session> none;
  push(std::move(none)); // null
  if (first)
    none = std::make_unique<Session>();
  push(std::move(none));
  // CHECK: :[[#@LINE-1]]:18: warning: 'none' crosses to another thread but 'std::unique_ptr<Session>' is not send [ambit-unsendable-crossing]
  // CHECK: note: it holds 'Session', which is thread-bound
  // CHECK: note: 'Session' is declared thread-bound here
  // CHECK: note: parameter 'value' of 'push' crosses to another thread
}
