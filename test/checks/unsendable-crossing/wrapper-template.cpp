// RUN: %ambit-check %s -- -std=c++20 %include 2>&1 | %expect

// A wrapper template is reported once, at the user's call.

#include "ambit/annotations.h"
#include <functional>
#include <memory>
#include <thread>
#include <utility>
#include <vector>

struct AMBIT_THREAD_BOUND Socket {
  void poll();
  int fd;
};
void note(int);

template <class F> void background(F &&f) {
  std::thread(std::forward<F>(f)).detach();
}
template <class F, class... Args> void call(F f, Args &&...args) {
  std::thread t(std::move(f), std::forward<Args>(args)...);
  t.detach();
}
template <class F> void layered(F f) {
  background(std::move(f));
}
template <class F> void wrapped(F f) {
  std::thread([g = std::move(f)]() mutable { g(); }).detach();
}

class Pool {
public:
  template <class F> void post(F &&f) {
    workers.emplace_back(std::forward<F>(f));
  }

private:
  std::vector<std::thread> workers;
};

template <class T> class Channel {
public:
  void send(T value AMBIT_CROSSES_THREAD);
  void sendAll(std::vector<T> values) {
    for (T &v : values)
      send(std::move(v));
  }
};

void users(Socket &socket, Pool &pool) {
  background([&socket] { socket.poll(); });
  // CHECK: :[[#@LINE-1]]:16: warning: 'socket' crosses to another thread but 'Socket' is thread-bound [ambit-unsendable-crossing]
  // CHECK: note: 'Socket' is declared thread-bound here
  // CHECK: note: 'background' hands it on
  background([fd = socket.fd] { note(fd); });     // a number
  call([](Socket &s) { s.poll(); }, std::ref(socket));
  // CHECK: :[[#@LINE-1]]:46: warning: 'socket' crosses to another thread but 'Socket' is thread-bound [ambit-unsendable-crossing]
  // CHECK: note: 'Socket' is declared thread-bound here
  // CHECK: note: 'call' hands it on
  call(note, socket.fd);                          // a number
  call(&Socket::poll, &socket);
  // CHECK: :[[#@LINE-1]]:24: warning: 'socket' crosses to another thread but 'Socket' is thread-bound [ambit-unsendable-crossing]
  // CHECK: note: 'Socket' is declared thread-bound here
  // CHECK: note: 'call' hands it on
  layered([&socket] { socket.poll(); });
  // CHECK: :[[#@LINE-1]]:13: warning: 'socket' crosses to another thread but 'Socket' is thread-bound [ambit-unsendable-crossing]
  // CHECK: note: 'Socket' is declared thread-bound here
  // CHECK: note: 'layered' hands it on
  wrapped([&socket] { socket.poll(); });
  // CHECK: :[[#@LINE-1]]:13: warning: 'socket' crosses to another thread but 'Socket' is thread-bound [ambit-unsendable-crossing]
  // CHECK: note: 'Socket' is declared thread-bound here
  // CHECK: note: 'wrapped' hands it on
  pool.post([&socket] { socket.poll(); });
  // CHECK: :[[#@LINE-1]]:15: warning: 'socket' crosses to another thread but 'Socket' is thread-bound [ambit-unsendable-crossing]
  // CHECK: note: 'Socket' is declared thread-bound here
  // CHECK: note: 'Pool::post' hands it on
  pool.post([fd = socket.fd] { note(fd); });      // a number
}

void stored(Socket &socket) {
  auto job = [&socket] { socket.poll(); };
  background(job);
  // CHECK: :[[#@LINE-1]]:14: warning: 'socket' crosses to another thread but 'Socket' is thread-bound [ambit-unsendable-crossing]
  // CHECK: note: 'Socket' is declared thread-bound here
  // CHECK: note: this was put into 'job' here
  // CHECK: note: 'background' hands it on
  background(std::move(job));
  // CHECK: :[[#@LINE-1]]:24: warning: 'job' crosses to another thread but '(lambda)' is not send [ambit-unsendable-crossing]
  // CHECK: note: it captures 'socket' by reference, of thread-bound type 'Socket'
  // CHECK: note: 'Socket' is declared thread-bound here
  // CHECK: note: 'background' hands it on
}

void channels(Channel<Socket> &sockets, Channel<int> &numbers, Socket socket) {
  sockets.send(socket);
  // CHECK: :[[#@LINE-1]]:16: warning: 'socket' crosses to another thread but 'Socket' is thread-bound [ambit-unsendable-crossing]
  // CHECK: note: 'Socket' is declared thread-bound here
  // CHECK: note: parameter 'value' of 'Channel::send' crosses to another thread
  numbers.send(socket.fd); // a number
}

// A pattern that nobody instantiates is not reported.
template <class T> void never(T t) {
  std::thread([t] { (void)t; }).detach();
}

template <class T> void makesItsOwn() {
  T t{};
  std::thread([t] { (void)t; }).detach();
  // CHECK: :[[#@LINE-1]]:16: warning: 't' crosses to another thread but 'Socket' is thread-bound [ambit-unsendable-crossing]
  // CHECK: note: 'Socket' is declared thread-bound here
  // CHECK: note: argument 1 of 'std::thread' runs in another thread (model 'cxx-standard-library')
}
template void makesItsOwn<Socket>();
template void makesItsOwn<int>();
