// RUN: %ambit-check %s -- -std=c++20 %include 2>&1 | %expect

// A value that is not send, by value, move, copy and as a part.

#include "ambit/annotations.h"
#include <memory>
#include <mutex>
#include <optional>
#include <tuple>
#include <utility>
#include <vector>

struct AMBIT_THREAD_BOUND Session {
  int id;
};
struct AMBIT_SEND Packet {
  int size;
};
template <class T> struct AMBIT_SEND_IF(sizeof(T) <= 4) Slot {
  T value;
};
struct Request {
  Session session;
  int retries;
};

template <class T> void push(T value AMBIT_CROSSES_THREAD);
template <class T> void pushCopy(const T &value, T copy AMBIT_CROSSES_THREAD);

void values(Session session, Request request, Packet packet) {
  push(session);
  // CHECK: :[[#@LINE-1]]:8: warning: 'session' crosses to another thread but 'Session' is thread-bound [ambit-unsendable-crossing]
  // CHECK: note: 'Session' is declared thread-bound here
  // CHECK: note: parameter 'value' of 'push' crosses to another thread
  push(request);
  // CHECK: :[[#@LINE-1]]:8: warning: 'request' crosses to another thread but 'Request' is not send [ambit-unsendable-crossing]
  // CHECK: note: its member 'session' has thread-bound type 'Session'
  // CHECK: note: 'Session' is declared thread-bound here
  // CHECK: note: parameter 'value' of 'push' crosses to another thread
  push(request.session);
  // CHECK: :[[#@LINE-1]]:8: warning: 'session' crosses to another thread but 'Session' is thread-bound [ambit-unsendable-crossing]
  // CHECK: note: 'Session' is declared thread-bound here
  // CHECK: note: parameter 'value' of 'push' crosses to another thread
  push(request.retries);             // a number
  push(packet);                      // send
  push(Slot<int>{1});                // the condition holds
  push(Slot<double>{1});
  // CHECK: :[[#@LINE-1]]:20: warning: a value of type 'Slot<double>' crosses to another thread but 'Slot<double>' is not send [ambit-unsendable-crossing]
  // CHECK: note: 'Slot<double>' is not send because this condition is false
  // CHECK: note: parameter 'value' of 'push' crosses to another thread
  pushCopy(session, session);
  // CHECK: :[[#@LINE-1]]:21: warning: 'session' crosses to another thread but 'Session' is thread-bound [ambit-unsendable-crossing]
  // CHECK: note: 'Session' is declared thread-bound here
  // CHECK: note: parameter 'copy' of 'pushCopy' crosses to another thread
  push(std::make_pair(1, session));
  // CHECK: :[[#@LINE-1]]:8: warning: 'session' crosses to another thread but 'Session' is thread-bound [ambit-unsendable-crossing]
  // CHECK: note: 'Session' is declared thread-bound here
  // CHECK: note: parameter 'value' of 'push' crosses to another thread
  push(std::make_tuple(session, 2));
  // CHECK: :[[#@LINE-1]]:8: warning: 'session' crosses to another thread but 'Session' is thread-bound [ambit-unsendable-crossing]
  // CHECK: note: 'Session' is declared thread-bound here
  // CHECK: note: parameter 'value' of 'push' crosses to another thread
  push(std::optional(session));
  // CHECK: :[[#@LINE-1]]:8: warning: 'session' crosses to another thread but 'std::optional<Session>' is not send [ambit-unsendable-crossing]
  // CHECK: note: it holds 'Session', which is thread-bound
  // CHECK: note: 'Session' is declared thread-bound here
  // CHECK: note: parameter 'value' of 'push' crosses to another thread
  push(std::vector<Session>{});
  // CHECK: :[[#@LINE-1]]:8: warning: a value of type 'std::vector<Session>' crosses to another thread but 'std::vector<Session>' is not send [ambit-unsendable-crossing]
  // CHECK: note: it holds 'Session', which is thread-bound
  // CHECK: note: 'Session' is declared thread-bound here
  // CHECK: note: parameter 'value' of 'push' crosses to another thread
  push(std::vector<Packet>{});       // send
}

void owners(std::unique_ptr<Session> owned) {
  push(std::move(owned));
  // CHECK: :[[#@LINE-1]]:18: warning: 'owned' crosses to another thread but 'std::unique_ptr<Session>' is not send [ambit-unsendable-crossing]
  // CHECK: note: it holds 'Session', which is thread-bound
  // CHECK: note: 'Session' is declared thread-bound here
  // CHECK: note: parameter 'value' of 'push' crosses to another thread
  push(std::make_unique<Session>());
  // CHECK: :[[#@LINE-1]]:8: warning: a value of type 'std::unique_ptr<Session>' crosses to another thread but 'std::unique_ptr<Session>' is not send [ambit-unsendable-crossing]
  // CHECK: note: it holds 'Session', which is thread-bound
  // CHECK: note: 'Session' is declared thread-bound here
  // CHECK: note: parameter 'value' of 'push' crosses to another thread
  push(std::make_shared<Session>());
  // CHECK: :[[#@LINE-1]]:8: warning: a value of type 'std::shared_ptr<Session>' crosses to another thread but 'std::shared_ptr<Session>' is not send [ambit-unsendable-crossing]
  // CHECK: note: it holds 'Session', which is thread-bound
  // CHECK: note: 'Session' is declared thread-bound here
  // CHECK: note: parameter 'value' of 'push' crosses to another thread
  push(std::make_unique<Packet>());      // send
  push(std::unique_ptr<Session>());
}

// A held lock belongs to its thread.
std::mutex lock;
void guards() {
  std::unique_lock held(lock);
  push(std::move(held));
  // CHECK: :[[#@LINE-1]]:18: warning: 'held' crosses to another thread but 'std::unique_lock<std::mutex>' is not send [ambit-unsendable-crossing]
  // CHECK: note: 'std::unique_lock<std::mutex>' is not send: a held lock belongs to the thread that locked
  // CHECK: note: parameter 'value' of 'push' crosses to another thread
}

void movedOut(Request request, std::unique_ptr<Session> owned, std::vector<Session> all) {
  auto kept = std::move(owned);
  push(std::move(owned)); // moved out, empty
  owned = std::make_unique<Session>();
  push(std::move(owned));
  // CHECK: :[[#@LINE-1]]:18: warning: 'owned' crosses to another thread but 'std::unique_ptr<Session>' is not send [ambit-unsendable-crossing]
  // CHECK: note: it holds 'Session', which is thread-bound
  // CHECK: note: 'Session' is declared thread-bound here
  // CHECK: note: parameter 'value' of 'push' crosses to another thread
  auto keptAll = std::move(all);
  push(std::move(all)); // moved out
  all.push_back(Session{1});
  push(all);
  // CHECK: :[[#@LINE-1]]:8: warning: 'all' crosses to another thread but 'std::vector<Session>' is not send [ambit-unsendable-crossing]
  // CHECK: note: it holds 'Session', which is thread-bound
  // CHECK: note: 'Session' is declared thread-bound here
  // CHECK: note: parameter 'value' of 'push' crosses to another thread
}

struct Envelope {
  std::unique_ptr<Session> session;
  int number;
};
void movedMember(Envelope e, Envelope f) {
  auto kept = std::move(e.session);
  push(std::move(e)); // the member was moved out
  auto other = std::move(f.session);
  f.session = std::move(other);
  push(std::move(f));
  // CHECK: :[[#@LINE-1]]:18: warning: 'f' crosses to another thread but 'Envelope' is not send [ambit-unsendable-crossing]
  // CHECK: note: its member 'session' has thread-bound type 'std::unique_ptr<Session>'
  // CHECK: note: it holds 'Session', which is thread-bound
  // CHECK: note: 'Session' is declared thread-bound here
  // CHECK: note: parameter 'value' of 'push' crosses to another thread
}
void resetMember(Envelope e) {
  e.session.reset();
  push(std::move(e)); // the member is empty
}
void resetMemberTo(Envelope e) {
  e.session.reset(new Session{1});
  push(std::move(e));
  // CHECK: :[[#@LINE-1]]:18: warning: 'e' crosses to another thread but 'Envelope' is not send [ambit-unsendable-crossing]
  // CHECK: note: its member 'session' has thread-bound type 'std::unique_ptr<Session>'
  // CHECK: note: it holds 'Session', which is thread-bound
  // CHECK: note: 'Session' is declared thread-bound here
  // CHECK: note: parameter 'value' of 'push' crosses to another thread
}
void nullMember(Envelope e, bool keep) {
  if (!keep)
    e.session = nullptr;
  push(std::move(e));
  // CHECK: :[[#@LINE-1]]:18: warning: 'e' crosses to another thread but 'Envelope' is not send [ambit-unsendable-crossing]
  // CHECK: note: its member 'session' has thread-bound type 'std::unique_ptr<Session>'
  // CHECK: note: it holds 'Session', which is thread-bound
  // CHECK: note: 'Session' is declared thread-bound here
  // CHECK: note: parameter 'value' of 'push' crosses to another thread
}
void assignedNull(Envelope e) {
  e.session = nullptr;
  push(std::move(e)); // null
}
void builtInPlace() {
  push(Envelope{std::make_unique<Session>(), 1});
  // CHECK: :[[#@LINE-1]]:16: warning: a value of type 'Envelope' crosses to another thread but 'Envelope' is not send [ambit-unsendable-crossing]
  // CHECK: note: its member 'session' has thread-bound type 'std::unique_ptr<Session>'
  // CHECK: note: it holds 'Session', which is thread-bound
  // CHECK: note: 'Session' is declared thread-bound here
  // CHECK: note: parameter 'value' of 'push' crosses to another thread
}
