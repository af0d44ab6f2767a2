// RUN: %ambit-check %s -- -std=c++20 %include 2>&1 | %expect

// What comes back: async results, promises, packaged tasks.

#include "ambit/annotations.h"
#include <future>
#include <memory>
#include <thread>
#include <utility>

struct AMBIT_THREAD_BOUND Token {
  int n;
};
Token make();
int number();
std::unique_ptr<Token> makeOwned();

void results() {
  auto a = std::async(std::launch::async, make);
  // CHECK: :[[#@LINE-1]]:43: warning: a value of type 'Token' crosses to another thread but 'Token' is thread-bound [ambit-unsendable-crossing]
  // CHECK: note: 'Token' is declared thread-bound here
  // CHECK: note: what argument 2 of 'std::async' returns goes to another thread (model 'cxx-standard-library')
  auto b = std::async(std::launch::async, [] { return Token{1}; });
  // CHECK: :[[#@LINE-1]]:43: warning: a value of type 'Token' crosses to another thread but 'Token' is thread-bound [ambit-unsendable-crossing]
  // CHECK: note: 'Token' is declared thread-bound here
  // CHECK: note: what argument 2 of 'std::async' returns goes to another thread (model 'cxx-standard-library')
  auto c = std::async(makeOwned);
  // CHECK: :[[#@LINE-1]]:23: warning: a value of type 'std::unique_ptr<Token>' crosses to another thread but 'std::unique_ptr<Token>' is not send [ambit-unsendable-crossing]
  // CHECK: note: it holds 'Token', which is thread-bound
  // CHECK: note: 'Token' is declared thread-bound here
  // CHECK: note: what argument 1 of 'std::async' returns goes to another thread (model 'cxx-standard-library')
  auto d = std::async(number);                                    // a number
  auto e = std::async(std::launch::deferred, make);               // runs in the thread that gets
  auto f = std::async([] { return make().n; });                   // a number
  auto g = std::async(std::launch::async | std::launch::deferred, make);
  // CHECK: :[[#@LINE-1]]:67: warning: a value of type 'Token' crosses to another thread but 'Token' is thread-bound [ambit-unsendable-crossing]
  // CHECK: note: 'Token' is declared thread-bound here
  // CHECK: note: what argument 2 of 'std::async' returns goes to another thread (model 'cxx-standard-library')
}

void arguments(Token token, Token &reference) {
  auto a = std::async(std::launch::async, [](Token t) { return t.n; }, token);
  // CHECK: :[[#@LINE-1]]:72: warning: 'token' crosses to another thread but 'Token' is thread-bound [ambit-unsendable-crossing]
  // CHECK: note: 'Token' is declared thread-bound here
  // CHECK: note: argument 3 of 'std::async' crosses to another thread (model 'cxx-standard-library')
  auto b = std::async(std::launch::deferred, [](Token t) { return t.n; }, token); // deferred
  auto c = std::async(std::launch::async, [token] { return token.n; });
  // CHECK: :[[#@LINE-1]]:44: warning: 'token' crosses to another thread but 'Token' is thread-bound [ambit-unsendable-crossing]
  // CHECK: note: 'Token' is declared thread-bound here
  // CHECK: note: argument 2 of 'std::async' runs in another thread (model 'cxx-standard-library')
}

void policies(bool later, Token token) {
  const auto policy = std::launch::deferred;
  auto a = std::async(policy, [token] { return token.n; }); // a constant
  auto which = later ? std::launch::deferred : std::launch::async;
  auto b = std::async(which, [token] { return token.n; });
  // CHECK: :[[#@LINE-1]]:31: warning: 'token' crosses to another thread but 'Token' is thread-bound [ambit-unsendable-crossing]
  // CHECK: note: 'Token' is declared thread-bound here
  // CHECK: note: argument 2 of 'std::async' runs in another thread (model 'cxx-standard-library')
}

void promises(std::promise<Token> p, Token token) {
  p.set_value(token);
  // CHECK: :[[#@LINE-1]]:15: warning: 'token' crosses to another thread but 'Token' is thread-bound [ambit-unsendable-crossing]
  // CHECK: note: 'Token' is declared thread-bound here
  // CHECK: note: argument 1 of 'std::promise::set_value' crosses to another thread (model 'cxx-standard-library')
}

void promiseMoved(std::promise<Token> p) {
  std::thread([q = std::move(p)]() mutable { q.set_value(Token{1}); }).detach();
  // CHECK: :[[#@LINE-1]]:16: warning: 'p' crosses to another thread but 'std::promise<Token>' is not send [ambit-unsendable-crossing]
  // CHECK: note: it holds 'Token', which is thread-bound
  // CHECK: note: 'Token' is declared thread-bound here
  // CHECK: note: argument 1 of 'std::thread' runs in another thread (model 'cxx-standard-library')
  // CHECK: :[[#@LINE-5]]:63: warning: a value of type 'Token' crosses to another thread but 'Token' is thread-bound [ambit-unsendable-crossing]
  // CHECK: note: 'Token' is declared thread-bound here
  // CHECK: note: argument 1 of 'std::promise::set_value' crosses to another thread (model 'cxx-standard-library')
}

void promiseOfNumber(std::promise<int> p, Token token) {
  p.set_value(token.n); // a number
  std::thread([q = std::move(p)]() mutable { q.set_value(2); }).detach(); // a number comes back
}

void packaged(Token token) {
  std::packaged_task<int()> task([token] { return token.n; });
  std::thread(std::move(task)).detach();
  // CHECK: :[[#@LINE-1]]:25: warning: 'token' crosses to another thread but 'Token' is thread-bound [ambit-unsendable-crossing]
  // CHECK: note: 'Token' is declared thread-bound here
  // CHECK: note: this was put into 'task' here
  // CHECK: note: argument 1 of 'std::thread' runs in another thread (model 'cxx-standard-library')
  std::packaged_task<int()> quiet(number);
  std::thread(std::move(quiet)).detach(); // no capture
  std::packaged_task<int(Token)> with([](Token t) { return t.n; });
  std::thread(std::move(with), token).detach();
  // CHECK: :[[#@LINE-1]]:32: warning: 'token' crosses to another thread but 'Token' is thread-bound [ambit-unsendable-crossing]
  // CHECK: note: 'Token' is declared thread-bound here
  // CHECK: note: argument 2 of 'std::thread' crosses to another thread (model 'cxx-standard-library')
}
