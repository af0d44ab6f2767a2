// RUN: %ambit-check-with '{CheckOptions: {Models: %S/Inputs/library-calls.yaml}}' %s -- -std=c++20 2>&1 | %expect

// A model says where a library runs what it is given: the library's own templates, which call it,
// run nowhere else. What somebody else calls is called.

namespace lib {
struct Operation {
  using Complete = void (*)(Operation *, bool isRun);
  explicit Operation(Complete complete) : complete(complete) {}
  Complete complete;
};
struct Pool {
  Operation *first = nullptr;
  void runOne() { first->complete(first, true); }
  void wait();
  ~Pool() {
    if (first)
      first->complete(first, false);
  }
};
template <class F> struct Kept : Operation {
  F f;
  explicit Kept(F f) : Operation(&Kept::call), f(f) {}
  static void call(Operation *o, bool isRun) {
    if (isRun)
      static_cast<Kept *>(o)->f();
  }
};
template <class F> void post(Pool &pool, F f) { pool.first = new Kept<F>(f); }
} // namespace lib

static int done, both;

void down(lib::Pool &pool, int rest) {
  if (done && rest)
    lib::post(pool, [&pool, rest] { down(pool, rest - 1); });
}

void work() {
  lib::Pool pool;
  lib::post(pool, [&pool] { down(pool, 9); });
  {
    lib::Pool other;
    lib::post(other, [] {});
  }
  pool.wait();
  done++;
}

void also() {
  lib::Pool pool;
  auto count = [] {
    both++;
    // CHECK: :[[#@LINE-1]]:5: warning: writing 'both' is not excluded from another thread [ambit-undeclared-shared-state]
    // CHECK: note: a lambda writes 'both' here
    // CHECK: note: a lambda is started here
    // CHECK: note: 'also' calls 'a lambda' here
    // CHECK: note: 'main' calls 'also' here
    // CHECK: note: hold one lock that keeps out other cores around both accesses
  };
  lib::post(pool, count);
  count();
  pool.wait();
}

int main() {
  work();
  also();
}
