// RUN: %ambit-check %s -- -std=c++20 %include 2>&1 | %expect

// Mailboxes, virtual sinks, threads by member pointer, threads started by initialisers, globals.

#include "ambit/annotations.h"
#include <atomic>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>
struct AMBIT_CORE_BOUND Hw { int reg = 0; void poke(); };
struct AMBIT_THREAD_BOUND Ui { int n = 0; void draw(); };
struct Plain { int n = 0; };
template <class T> class Mailbox {
public:
  void put(T v AMBIT_CROSSES_CORE) { slot = std::move(v); }
  template <class... A> void emplace(A &&...a AMBIT_CROSSES_CORE) { slot.emplace(std::forward<A>(a)...); }
  std::optional<T> slot;
};
struct Sink { virtual void accept(const Plain &p AMBIT_CROSSES_THREAD) = 0; virtual void eat(std::unique_ptr<Hw> h AMBIT_CROSSES_CORE) = 0; };

void q1(Mailbox<Hw> &m, Mailbox<Hw *> &mp, Mailbox<int> &mi, Hw hw) {
  m.put(hw);
  // CHECK: :[[#@LINE-1]]:9: warning: 'hw' crosses to another core but 'Hw' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'Hw' is declared core-bound here
  // CHECK: note: parameter 'v' of 'Mailbox::put' crosses to another core
  mp.put(&hw);
  // CHECK: :[[#@LINE-1]]:11: warning: 'hw' crosses to another core but 'Hw' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'Hw' is declared core-bound here
  // CHECK: note: parameter 'v' of 'Mailbox::put' crosses to another core
  mp.put(nullptr);        // null
  mi.put(hw.reg);         // number
  m.emplace(hw);
  // CHECK: :[[#@LINE-1]]:13: warning: 'hw' crosses to another core but 'Hw' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'Hw' is declared core-bound here
  // CHECK: note: parameter 'a' of 'Mailbox::emplace' crosses to another core
  mp.emplace(&hw);
  // CHECK: :[[#@LINE-1]]:15: warning: 'hw' crosses to another core but 'Hw' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'Hw' is declared core-bound here
  // CHECK: note: parameter 'a' of 'Mailbox::emplace' crosses to another core
  mi.emplace(hw.reg);     // a number (forwarding reference to a part)
}
void q2(Sink &s, std::unique_ptr<Hw> h) {
  s.accept(Plain{});      // SILENT
  if (h) s.eat(std::move(h));
  // CHECK: :[[#@LINE-1]]:26: warning: 'h' crosses to another core but 'std::unique_ptr<Hw>' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: it holds 'Hw', which is core-bound
  // CHECK: note: 'Hw' is declared core-bound here
  // CHECK: note: parameter 'h' of 'Sink::eat' crosses to another core
}
void q3(std::unique_ptr<Hw> h, Sink &s, bool b) {
  if (b) { auto x = std::move(h); }
  s.eat(std::move(h));
  // CHECK: :[[#@LINE-1]]:19: warning: 'h' crosses to another core but 'std::unique_ptr<Hw>' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: it holds 'Hw', which is core-bound
  // CHECK: note: 'Hw' is declared core-bound here
  // CHECK: note: parameter 'h' of 'Sink::eat' crosses to another core
}
void q4(std::unique_ptr<Hw> h, Sink &s) {
  h.release();
  s.eat(std::move(h));    // released
}
void q5(std::shared_ptr<Hw> h) {
  std::weak_ptr<Hw> w = h;
  std::thread([w] { if (auto p = w.lock()) p->poke(); }).detach();
  // CHECK: :[[#@LINE-1]]:16: warning: 'h' crosses to another core but 'std::weak_ptr<Hw>' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: it holds 'Hw', which is core-bound
  // CHECK: note: 'Hw' is declared core-bound here
  // CHECK: note: argument 1 of 'std::thread' runs in another thread, on a core nobody knows (model 'cxx-standard-library')
}
// member function pointers
void q6(Hw &hw, Plain &p) {
  std::thread(&Hw::poke, &hw).detach();
  // CHECK: :[[#@LINE-1]]:27: warning: 'hw' crosses to another core but 'Hw' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'Hw' is declared core-bound here
  // CHECK: note: argument 2 of 'std::thread' crosses to another thread, on a core nobody knows (model 'cxx-standard-library')
  std::thread(&Hw::poke, std::ref(hw)).detach();
  // CHECK: :[[#@LINE-1]]:35: warning: 'hw' crosses to another core but 'Hw' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'Hw' is declared core-bound here
  // CHECK: note: argument 2 of 'std::thread' crosses to another thread, on a core nobody knows (model 'cxx-standard-library')
  std::thread(std::mem_fn(&Hw::poke), &hw).detach();
  // CHECK: :[[#@LINE-1]]:40: warning: 'hw' crosses to another core but 'Hw' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'Hw' is declared core-bound here
  // CHECK: note: argument 2 of 'std::thread' crosses to another thread, on a core nobody knows (model 'cxx-standard-library')
  std::thread(&Hw::poke, Hw{}).detach();
  // CHECK: :[[#@LINE-1]]:28: warning: a value of type 'Hw' crosses to another core but 'Hw' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'Hw' is declared core-bound here
  // CHECK: note: argument 2 of 'std::thread' crosses to another thread, on a core nobody knows (model 'cxx-standard-library')
  std::thread([](Plain *q) { q->n++; }, &p).detach(); // SILENT
  auto fn = &Hw::poke;
  std::thread([fn] { Hw own; (own.*fn)(); }).detach(); // code; but a thread has no core
  // CHECK: :[[#@LINE-1]]:25: warning: a lambda may be moved to another core but makes 'own', which is bound to the core that makes it [ambit-off-core-access]
  // CHECK: note: 'Hw' is declared core-bound here
  // CHECK: note: a lambda is started here, and nothing pins it to a core
}
// core-bound joined is still crossing
void q7() {
  Hw hw;
  std::jthread t([&hw] { hw.poke(); });
  // CHECK: :[[#@LINE-1]]:20: warning: 'hw' crosses to another core but 'Hw' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'Hw' is declared core-bound here
  // CHECK: note: argument 1 of 'std::jthread' runs in another thread, on a core nobody knows (model 'cxx-standard-library')
}
// destruct before
void q9(Mailbox<Hw *> &m) {
  auto h = std::make_unique<Hw>();
  Hw *raw = h.get();
  m.put(raw);
  // CHECK: :[[#@LINE-1]]:9: warning: 'raw' crosses to another core but 'Hw' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'Hw' is declared core-bound here
  // CHECK: note: parameter 'v' of 'Mailbox::put' crosses to another core
  h.reset();
}
void q10(Hw &hw) {
  auto f = std::async(std::launch::async, [&hw] { hw.poke(); });
  // CHECK: :[[#@LINE-1]]:45: warning: 'hw' crosses to another core but 'Hw' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'Hw' is declared core-bound here
  // CHECK: note: argument 2 of 'std::async' runs in another thread, on a core nobody knows (model 'cxx-standard-library')
  auto g = std::async(std::launch::deferred, [&hw] { hw.poke(); }); // SILENT
  auto h = std::async([r = hw.reg] { return r; }); // SILENT
  auto i = std::async(std::launch::async, [] { return Hw{}; });
  // CHECK: :[[#@LINE-1]]:43: warning: a value of type 'Hw' crosses to another core but 'Hw' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'Hw' is declared core-bound here
  // CHECK: note: what argument 2 of 'std::async' returns goes to another thread (model 'cxx-standard-library')
  auto j = std::async(std::launch::async, []() -> std::unique_ptr<Hw> { return std::make_unique<Hw>(); });
  // CHECK: :[[#@LINE-1]]:43: warning: a value of type 'std::unique_ptr<Hw>' crosses to another core but 'std::unique_ptr<Hw>' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: it holds 'Hw', which is core-bound
  // CHECK: note: 'Hw' is declared core-bound here
  // CHECK: note: what argument 2 of 'std::async' returns goes to another thread (model 'cxx-standard-library')
  auto k = std::async(std::launch::async, []() -> int { Hw own; own.poke(); return own.reg; }); // nothing crosses
  // CHECK: :[[#@LINE-1]]:60: warning: a lambda may be moved to another core but makes 'own', which is bound to the core that makes it [ambit-off-core-access]
  // CHECK: note: 'Hw' is declared core-bound here
  // CHECK: note: a lambda is started here, and nothing pins it to a core
}
// globals in threads through a called function
Ui ui; Hw dev;
void helper() { ui.draw(); }
// CHECK: :[[#@LINE-1]]:17: warning: 'ui' is used in another thread but 'Ui' is thread-bound [ambit-unsendable-crossing]
// CHECK: note: 'Ui' is declared thread-bound here
// CHECK: :[[#@LINE+2]]:15: note: 'body' calls 'helper' here
// CHECK: note: the thread that runs this is started here
void body() { helper(); ui.draw(); }
// CHECK: :[[#@LINE-1]]:25: warning: 'ui' is used in another thread but 'Ui' is thread-bound [ambit-unsendable-crossing]
// CHECK: note: 'Ui' is declared thread-bound here
// CHECK: note: the thread that runs this is started here
void q12() { std::thread(body).detach(); }
static Ui &theUi() { static Ui u; return u; }
void q13() { std::thread([] { theUi().draw(); }).detach(); }
// static member & class static
struct Reg { static Ui shared; static void loop() { shared.draw(); } };
// CHECK: :[[#@LINE-1]]:53: warning: 'shared' is used in another thread but 'Ui' is thread-bound [ambit-unsendable-crossing]
// CHECK: note: 'Ui' is declared thread-bound here
// CHECK: note: the thread that runs this is started here
void q14() { std::thread(&Reg::loop).detach(); }
// thread_local
thread_local Ui tl;
void q17() { std::thread([] { tl.draw(); }).detach(); } // SILENT
void q18() { std::thread([p = &tl] { p->draw(); }).detach(); }
// CHECK: :[[#@LINE-1]]:27: warning: 'tl' crosses to another thread but 'Ui' is thread-bound [ambit-unsendable-crossing]
// CHECK: note: 'Ui' is declared thread-bound here
// CHECK: note: argument 1 of 'std::thread' runs in another thread (model 'cxx-standard-library')
// const global of core-bound type with RUNS_ON etc is off-core-access's. 
void q19() { std::thread([] { dev.poke(); }).detach(); }
// CHECK: :[[#@LINE-1]]:31: warning: a lambda may be moved to another core but uses 'dev', which is bound to the core that made it [ambit-off-core-access]
// CHECK: note: 'Hw' is declared core-bound here
// CHECK: note: a lambda is started here, and nothing pins it to a core
// default capture with this in ctor-init
struct App { Hw hw; std::jthread t; App() : t([this] { hw.poke(); }) {} };
// CHECK: :[[#@LINE-1]]:48: warning: 'this' crosses to another core but 'App' is core-bound [ambit-core-bound-crossing]
// CHECK: note: its member 'hw' has core-bound type 'Hw'
// CHECK: note: 'Hw' is declared core-bound here
// CHECK: note: argument 1 of 'std::jthread' runs in another thread, on a core nobody knows (model 'cxx-standard-library')
struct App2 { Hw hw; std::jthread t{[this] { hw.poke(); }}; App2() = default; };
// CHECK: :[[#@LINE-1]]:38: warning: 'this' crosses to another core but 'App2' is core-bound [ambit-core-bound-crossing]
// CHECK: note: its member 'hw' has core-bound type 'Hw'
// CHECK: note: 'Hw' is declared core-bound here
// CHECK: note: argument 1 of 'std::jthread' runs in another thread, on a core nobody knows (model 'cxx-standard-library')
App2 app2;
struct App3 { Plain p; std::jthread t; App3() : t([this] { p.n = 1; }) {} }; // SILENT
// global initialisers
Hw ghw;
std::jthread gt([] { }); // SILENT
std::jthread gt2([p = &ghw] { p->poke(); });
// CHECK: :[[#@LINE-1]]:19: warning: 'ghw' crosses to another core but 'Hw' is core-bound [ambit-core-bound-crossing]
// CHECK: note: 'Hw' is declared core-bound here
// CHECK: note: argument 1 of 'std::jthread' runs in another thread, on a core nobody knows (model 'cxx-standard-library')
