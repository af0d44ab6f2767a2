// RUN: %ambit-check %s -- -std=c++20 %include 2>&1 | %expect

// Permissive mode says nothing about code without annotations.

#include <any>
#include <atomic>
#include <functional>
#include <future>
#include <memory>
#include <string>
#include <thread>
#include <vector>

struct Base {
  virtual ~Base() = default;
  int n = 0;
};
struct Opaque;

int global;
void touch() { ++global; }

void everything(std::shared_ptr<Opaque> o, std::unique_ptr<Base> b, std::any a, void *p,
                std::function<void()> f, std::vector<int> &v, const std::string &s, Opaque &r) {
  int local = 0;
  volatile bool stop = false;
  std::thread t([&, o, p] { ++local; stop = true; v.push_back(1); (void)s; (void)r; (void)p; });
  std::thread(touch).detach();
  std::thread(f).detach();
  auto x = std::async([b = std::move(b)] { return b->n; });
  auto y = std::async(std::launch::async, [a] { return a; });
  std::promise<void *> promise;
  promise.set_value(p);
  t.join();
  ++local;
}

class Service {
public:
  Service() : worker([this] { loop(); }) {}
  ~Service() { worker.join(); }
  void loop() { while (!done) ++count; }

private:
  bool done = false;
  int count = 0;
  std::thread worker;
};
