// RUN: %ambit-check %s -- -std=c++20 %include 2>&1 | %expect

// Members reached through `this`, elements in loops, callables assigned on several paths.

#include "ambit/annotations.h"
#include <functional>
#include <memory>
#include <thread>
#include <vector>
#include <array>
struct AMBIT_CORE_BOUND Hw { int reg = 0; void poke(); };
struct AMBIT_THREAD_BOUND Ui { int n = 0; void draw() const; };
typedef int Handle AMBIT_THREAD_BOUND;
template <class T> void push(T v AMBIT_CROSSES_THREAD) { (void)v; }
void pushHandle(Handle h AMBIT_CROSSES_THREAD);
void td(Handle h, int i) {
  pushHandle(h);
  // CHECK: :[[#@LINE-1]]:14: warning: 'h' crosses to another thread but 'Handle' is thread-bound [ambit-unsendable-crossing]
  // CHECK: note: 'Handle' is declared thread-bound here
  // CHECK: note: parameter 'h' of 'pushHandle' crosses to another thread
  pushHandle(i);
  // CHECK: :[[#@LINE-1]]:14: warning: 'i' crosses to another thread but 'int' is thread-bound [ambit-unsendable-crossing]
  // CHECK: note: 'Handle' is declared thread-bound here
  // CHECK: note: parameter 'h' of 'pushHandle' crosses to another thread
  push(i);       // SILENT
}
struct Pool { void submit(std::function<void()> f AMBIT_CALLED_IN_THREAD); };
struct Worker {
  Pool &pool; Hw *hw; std::vector<int> data;
  void a() { pool.submit([this] { data.push_back(1); }); }
  // CHECK: :[[#@LINE-1]]:27: warning: 'this' crosses to another core but 'Worker' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: its member 'hw' leads to 'Hw', which is core-bound
  // CHECK: note: 'Hw' is declared core-bound here
  // CHECK: note: parameter 'f' of 'Pool::submit' runs in another thread, on a core nobody knows
  void b() { pool.submit([d = data] { (void)d; }); } // SILENT
  void c() { auto self = this; pool.submit([self] { self->data.clear(); }); }
  // CHECK: :[[#@LINE-1]]:45: warning: 'this' crosses to another core but 'Worker' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: its member 'hw' leads to 'Hw', which is core-bound
  // CHECK: note: 'Hw' is declared core-bound here
  // CHECK: note: parameter 'f' of 'Pool::submit' runs in another thread, on a core nobody knows
  void d() { pool.submit([=, this] { data.clear(); }); }
  // CHECK: :[[#@LINE-1]]:30: warning: 'this' crosses to another core but 'Worker' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: its member 'hw' leads to 'Hw', which is core-bound
  // CHECK: note: 'Hw' is declared core-bound here
  // CHECK: note: parameter 'f' of 'Pool::submit' runs in another thread, on a core nobody knows
  void e() { pool.submit(std::bind(&Worker::a, this)); }
  // CHECK: :[[#@LINE-1]]:26: warning: 'this' crosses to another core but 'Worker' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: its member 'hw' leads to 'Hw', which is core-bound
  // CHECK: note: 'Hw' is declared core-bound here
  // CHECK: note: parameter 'f' of 'Pool::submit' runs in another thread, on a core nobody knows
  void f() { pool.submit([w = *this]() mutable { w.a(); }); }
  // CHECK: :[[#@LINE-1]]:27: warning: 'w' crosses to another core but 'Worker' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: its member 'hw' leads to 'Hw', which is core-bound
  // CHECK: note: 'Hw' is declared core-bound here
  // CHECK: note: parameter 'f' of 'Pool::submit' runs in another thread, on a core nobody knows
  void g() { std::function<void()> j = [this] { data.clear(); }; pool.submit(j); }
  // CHECK: :[[#@LINE-1]]:78: warning: 'this' crosses to another core but 'Worker' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: its member 'hw' leads to 'Hw', which is core-bound
  // CHECK: note: 'Hw' is declared core-bound here
  // CHECK: note: this was put into 'j' here
  // CHECK: note: parameter 'f' of 'Pool::submit' runs in another thread, on a core nobody knows
};
void loops(Pool &p, std::vector<Hw> &hs, std::array<Ui, 3> &us) {
  for (auto &h : hs) p.submit([&h] { h.poke(); });
  // CHECK: :[[#@LINE-1]]:33: warning: 'h' crosses to another core but 'Hw' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'Hw' is declared core-bound here
  // CHECK: note: parameter 'f' of 'Pool::submit' runs in another thread, on a core nobody knows
  for (auto h : hs) p.submit([r = h.reg] { (void)r; }); // SILENT
  for (size_t i = 0; i < us.size(); ++i) p.submit([&us, i] { us[i].draw(); });
  // CHECK: :[[#@LINE-1]]:53: warning: a reference to 'us' crosses to another thread but 'std::array<Ui, 3>' is not sync [ambit-unsendable-crossing]
  // CHECK: note: it holds 'Ui', which is thread-bound
  // CHECK: note: 'Ui' is declared thread-bound here
  // CHECK: note: parameter 'f' of 'Pool::submit' runs in another thread
  for (const auto &u : us) p.submit([&u] { u.draw(); });
  // CHECK: :[[#@LINE-1]]:39: warning: 'u' crosses to another thread but 'Ui' is thread-bound [ambit-unsendable-crossing]
  // CHECK: note: 'Ui' is declared thread-bound here
  // CHECK: note: parameter 'f' of 'Pool::submit' runs in another thread
  for (const auto &u : us) p.submit([n = u.n] { (void)n; }); // SILENT
}
void vec(Pool &p, Hw &hw) {
  std::vector<std::function<void()>> jobs;
  jobs.push_back([&hw] { hw.poke(); });
  for (auto &j : jobs) p.submit(j);
  p.submit(jobs.front());
}
void sw(Pool &p, Hw &hw, int k) {
  std::function<void()> j;
  switch (k) {
  case 0: j = [] {}; break;
  case 1: j = [&hw] { hw.poke(); }; break;
  default: return;
  }
  p.submit(j);
  // CHECK: :[[#@LINE-1]]:12: warning: 'hw' crosses to another core but 'Hw' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'Hw' is declared core-bound here
  // CHECK: note: this was put into 'j' here
  // CHECK: note: parameter 'f' of 'Pool::submit' runs in another thread, on a core nobody knows
}
void tr(Pool &p, Hw &hw) {
  std::function<void()> j = [&hw] { hw.poke(); };
  try { j(); } catch (...) { j = nullptr; }
  j = {};
  p.submit(j); // SILENT
  j = std::function<void()>{[r = hw.reg] { (void)r; }};
  p.submit(j); // SILENT
  { auto k = j; p.submit(k); } // SILENT
  const auto &ref = j; p.submit(ref); // SILENT
  std::function<void()> *pj = &j; *pj = [&hw] { hw.poke(); };
  p.submit(*pj);
  // CHECK: :[[#@LINE-1]]:12: warning: 'hw' crosses to another core but 'Hw' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'Hw' is declared core-bound here
  // CHECK: note: this was put into 'pj' here
  // CHECK: note: parameter 'f' of 'Pool::submit' runs in another thread, on a core nobody knows
}
void nested(Pool &p, Hw &hw) {
  p.submit([&p, &hw] {
  // CHECK: :[[#@LINE-1]]:18: warning: 'hw' crosses to another core but 'Hw' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'Hw' is declared core-bound here
  // CHECK: note: parameter 'f' of 'Pool::submit' runs in another thread, on a core nobody knows
    p.submit([&hw] { hw.poke(); });
    // CHECK: :[[#@LINE-1]]:16: warning: 'hw' crosses to another core but 'Hw' is core-bound [ambit-core-bound-crossing]
    // CHECK: note: 'Hw' is declared core-bound here
    // CHECK: note: parameter 'f' of 'Pool::submit' runs in another thread, on a core nobody knows
  });
}
