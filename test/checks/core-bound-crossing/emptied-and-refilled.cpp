// RUN: %ambit-check %s -- -std=c++20 %include 2>&1 | %expect

// Values that were emptied, moved out in parts or refilled; ways through pairs, views and names.

#include "ambit/annotations.h"
#include <any>
#include <array>
#include <functional>
#include <future>
#include <list>
#include <map>
#include <memory>
#include <optional>
#include <queue>
#include <thread>
#include <tuple>
#include <variant>
#include <vector>
struct AMBIT_CORE_BOUND Uart { int n = 0; void write(int); Uart() = default; Uart(Uart&&) = default; Uart &operator=(Uart&&) = default; };
struct Frame { int bytes[4]; };
struct AMBIT_THREAD_BOUND Ctx { int n; void use() const; };
template <class T> void push(T v AMBIT_CROSSES_THREAD) { (void)v; }
template <class T> void pushRef(T &&v AMBIT_CROSSES_THREAD) { (void)v; }
void work(std::function<void()> f AMBIT_CALLED_IN_THREAD);

// default member init / aggregates / arrays
struct Msg { Uart *from = nullptr; int kind = 0; };
void m1(Uart &u) {
  Msg m;
  push(m);                           // null by default
  m.from = &u;
  push(m);
  // CHECK: :[[#@LINE-1]]:8: warning: 'm' crosses to another core but 'Msg' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: its member 'from' leads to 'Uart', which is core-bound
  // CHECK: note: 'Uart' is declared core-bound here
  // CHECK: note: parameter 'v' of 'push' crosses to another thread, on a core nobody knows
  Msg n = m;
  push(n);
  // CHECK: :[[#@LINE-1]]:8: warning: 'n' crosses to another core but 'Msg' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: its member 'from' leads to 'Uart', which is core-bound
  // CHECK: note: 'Uart' is declared core-bound here
  // CHECK: note: parameter 'v' of 'push' crosses to another thread, on a core nobody knows
  n.from = nullptr;
  push(n);                           // null again
  push(Msg{.kind = 2});              // null
  push(Msg{&u, 2});
  // CHECK: :[[#@LINE-1]]:11: warning: a value of type 'Msg' crosses to another core but 'Msg' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: its member 'from' leads to 'Uart', which is core-bound
  // CHECK: note: 'Uart' is declared core-bound here
  // CHECK: note: parameter 'v' of 'push' crosses to another thread, on a core nobody knows
  std::array<Msg, 2> two{Msg{nullptr, 1}, Msg{nullptr, 2}};
  push(two);                         // both null
}
void m2(std::vector<Uart> v, std::optional<Uart> o, std::map<int, Uart> m) {
  v.clear();
  push(std::move(v));                // empty
  o.reset();
  push(std::move(o));                // empty
  m.clear();
  push(std::move(m));                // empty
}
void m3(std::optional<Uart> o) {
  o = std::nullopt;
  push(std::move(o));                // empty
  o.emplace();
  push(std::move(o));
  // CHECK: :[[#@LINE-1]]:18: warning: 'o' crosses to another core but 'std::optional<Uart>' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: it holds 'Uart', which is core-bound
  // CHECK: note: 'Uart' is declared core-bound here
  // CHECK: note: parameter 'v' of 'push' crosses to another thread, on a core nobody knows
}
void m4(std::pair<int, std::unique_ptr<Uart>> p, std::tuple<int, std::unique_ptr<Uart>> t) {
  auto k = std::move(p.second);
  push(std::move(p));                // moved out
  auto l = std::move(std::get<1>(t));
  push(std::move(t));                // moved out
}
void m5(std::array<std::unique_ptr<Uart>, 2> a) {
  auto k = std::move(a[0]);
  auto l = std::move(a[1]);
  push(std::move(a));                // both moved out
}
void m6(std::array<std::unique_ptr<Uart>, 2> a) {
  auto k = std::move(a[0]);
  push(std::move(a));
  // CHECK: :[[#@LINE-1]]:18: warning: 'a' crosses to another core but 'std::array<std::unique_ptr<Uart>, 2>' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: it holds 'std::unique_ptr<Uart>', which is core-bound
  // CHECK: note: it holds 'Uart', which is core-bound
  // CHECK: note: 'Uart' is declared core-bound here
  // CHECK: note: parameter 'v' of 'push' crosses to another thread, on a core nobody knows
}
void m7(std::variant<int, std::unique_ptr<Uart>> v) {
  v = 3;
  push(std::move(v));                // it holds a number
}
void m8(Uart &u) {
  {
    Uart local;
    local.write(1);
  }
  push(u.n);                         // a number
}
// function returning closure, std::function return
std::function<void()> make(Uart &u) { return [&u] { u.write(1); }; }
void m9(Uart &u) {
}
// lambda returning lambda, immediately invoked
void m10(Uart &u) {
  work([&u] { return [&u] { u.write(1); }; }());
  // CHECK: :[[#@LINE-1]]:8: warning: a value of type '(lambda)' crosses to another core but '(lambda)' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: it captures 'u' by reference, of core-bound type 'Uart'
  // CHECK: note: 'Uart' is declared core-bound here
  // CHECK: note: parameter 'f' of 'work' runs in another thread, on a core nobody knows
  auto mk = [&u] { return [&u] { u.write(1); }; };
  work(mk());
  // CHECK: :[[#@LINE-1]]:8: warning: a value of type '(lambda)' crosses to another core but '(lambda)' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: it captures 'u' by reference, of core-bound type 'Uart'
  // CHECK: note: 'Uart' is declared core-bound here
  // CHECK: note: parameter 'f' of 'work' runs in another thread, on a core nobody knows
}
// structured bindings
void m11(std::pair<Frame, Uart> p) {
  auto &[frame, uart] = p;
  work([&uart] { uart.write(1); });
  // CHECK: :[[#@LINE-1]]:10: warning: 'uart' crosses to another core but 'Uart' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'Uart' is declared core-bound here
  // CHECK: note: parameter 'f' of 'work' runs in another thread, on a core nobody knows
  work([&frame] { frame.bytes[0] = 1; });  // a Frame
}
// capture pack
template <class... Ts> void m12(Ts &...ts) {
  work([&ts...] { ((void)ts, ...); });
}
void m12u(Uart &u, Frame &f) { m12(f); m12(u, f); }
// CHECK: :[[#@LINE-1]]:44: warning: 'u' crosses to another core but 'Uart' is core-bound [ambit-core-bound-crossing]
// CHECK: note: 'Uart' is declared core-bound here
// CHECK: note: 'm12' hands it on
// CHECK: note: parameter 'f' of 'work' runs in another thread, on a core nobody knows
// ternary of lambdas/function
void m13(Uart &u, bool b) {
  work(b ? std::function<void()>([&u] { u.write(1); }) : std::function<void()>([] {}));
  // CHECK: :[[#@LINE-1]]:36: warning: 'u' crosses to another core but 'Uart' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'Uart' is declared core-bound here
  // CHECK: note: parameter 'f' of 'work' runs in another thread, on a core nobody knows
}
// const pointer & const ref capturing core bound
void m14(const Uart *const p, const Uart &r) {
  work([p] { (void)p->n; });
  // CHECK: :[[#@LINE-1]]:9: warning: 'p' crosses to another core but 'Uart' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'Uart' is declared core-bound here
  // CHECK: note: parameter 'f' of 'work' runs in another thread, on a core nobody knows
  work([&r] { (void)r.n; });
  // CHECK: :[[#@LINE-1]]:10: warning: 'r' crosses to another core but 'Uart' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'Uart' is declared core-bound here
  // CHECK: note: parameter 'f' of 'work' runs in another thread, on a core nobody knows
  work([x = std::cref(r)] { (void)x; });
  // CHECK: :[[#@LINE-1]]:9: warning: 'r' crosses to another core but 'Uart' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'Uart' is declared core-bound here
  // CHECK: note: parameter 'f' of 'work' runs in another thread, on a core nobody knows
  work([x = &r.n] { (void)*x; });
  // CHECK: :[[#@LINE-1]]:9: warning: 'n' crosses to another core but 'Uart' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: it is a part of 'Uart', which is core-bound
  // CHECK: note: 'Uart' is declared core-bound here
  // CHECK: note: parameter 'f' of 'work' runs in another thread, on a core nobody knows
  work([x = r.n] { (void)x; });      // number
}
// async on member
struct Drv {
  void run();
  Uart u;
  int k;
  void go() {
    std::thread(&Drv::run, this).detach();
    // CHECK: :[[#@LINE-1]]:28: warning: 'this' crosses to another core but 'Drv' is core-bound [ambit-core-bound-crossing]
    // CHECK: note: its member 'u' has core-bound type 'Uart'
    // CHECK: note: 'Uart' is declared core-bound here
    // CHECK: note: argument 2 of 'std::thread' crosses to another thread, on a core nobody knows (model 'cxx-standard-library')
    std::thread([k = k] { (void)k; }).detach(); // number
    auto f = std::async(std::launch::async, &Drv::run, this);
    // CHECK: :[[#@LINE-1]]:56: warning: 'this' crosses to another core but 'Drv' is core-bound [ambit-core-bound-crossing]
    // CHECK: note: its member 'u' has core-bound type 'Uart'
    // CHECK: note: 'Uart' is declared core-bound here
    // CHECK: note: argument 3 of 'std::async' crosses to another thread, on a core nobody knows (model 'cxx-standard-library')
    std::thread([this] { k = 1; }).detach();
    // CHECK: :[[#@LINE-1]]:18: warning: 'this' crosses to another core but 'Drv' is core-bound [ambit-core-bound-crossing]
    // CHECK: note: its member 'u' has core-bound type 'Uart'
    // CHECK: note: 'Uart' is declared core-bound here
    // CHECK: note: argument 1 of 'std::thread' runs in another thread, on a core nobody knows (model 'cxx-standard-library')
    int &kr = k;
    std::thread([&kr] { kr = 1; }).detach(); // a part of Drv, which is not bound itself
  }
};
// queue of pointers
void m15(std::queue<Uart *> &q, std::vector<std::shared_ptr<Uart>> v) {
  push(q);
  // CHECK: :[[#@LINE-1]]:8: warning: 'q' crosses to another core but 'std::queue<Uart *>' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: it holds 'std::deque<Uart *>', which is core-bound
  // CHECK: note: it holds a way to 'Uart', which is core-bound
  // CHECK: note: 'Uart' is declared core-bound here
  // CHECK: note: parameter 'v' of 'push' crosses to another thread, on a core nobody knows
  push(v);
  // CHECK: :[[#@LINE-1]]:8: warning: 'v' crosses to another core but 'std::vector<std::shared_ptr<Uart>>' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: it holds 'std::shared_ptr<Uart>', which is core-bound
  // CHECK: note: it holds 'Uart', which is core-bound
  // CHECK: note: 'Uart' is declared core-bound here
  // CHECK: note: parameter 'v' of 'push' crosses to another thread, on a core nobody knows
  push(v[0]);
  // CHECK: :[[#@LINE-1]]:8: warning: a value of type 'std::shared_ptr<Uart>' crosses to another core but 'std::shared_ptr<Uart>' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: it holds 'Uart', which is core-bound
  // CHECK: note: 'Uart' is declared core-bound here
  // CHECK: note: parameter 'v' of 'push' crosses to another thread, on a core nobody knows
  push(v.size());                     // SILENT
  push(v[0]->n);                      // SILENT
}
void m16(std::shared_ptr<Uart> s) {
  std::weak_ptr<Uart> w = s;
  push(w);
  // CHECK: :[[#@LINE-1]]:8: warning: 's' crosses to another core but 'std::weak_ptr<Uart>' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: it holds 'Uart', which is core-bound
  // CHECK: note: 'Uart' is declared core-bound here
  // CHECK: note: parameter 'v' of 'push' crosses to another thread, on a core nobody knows
  push(s.get());
  // CHECK: :[[#@LINE-1]]:8: warning: a value of type 'Uart *' crosses to another core but 'Uart' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'Uart' is declared core-bound here
  // CHECK: note: parameter 'v' of 'push' crosses to another thread, on a core nobody knows
  push(s.use_count());                // SILENT
  pushRef(s);
  // CHECK: :[[#@LINE-1]]:11: warning: 's' crosses to another core but 'std::shared_ptr<Uart>' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: it holds 'Uart', which is core-bound
  // CHECK: note: 'Uart' is declared core-bound here
  // CHECK: note: parameter 'v' of 'pushRef' crosses to another thread, on a core nobody knows
}
void m17(Uart &u) {
  auto p = std::make_pair(&u, 3);
  push(p);
  // CHECK: :[[#@LINE-1]]:8: warning: 'u' crosses to another core but 'Uart' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'Uart' is declared core-bound here
  // CHECK: note: this was put into 'p' here
  // CHECK: note: parameter 'v' of 'push' crosses to another thread, on a core nobody knows
  auto [a, b] = p;
  push(b);                            // number
  push(a);
  // CHECK: :[[#@LINE-1]]:8: warning: 'a' crosses to another core but 'Uart' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'Uart' is declared core-bound here
  // CHECK: note: parameter 'v' of 'push' crosses to another thread, on a core nobody knows
  push(p.second);                     // number
}
