// RUN: %ambit-check %s -- -std=c++20 %include -I%S/Inputs 2>&1 | %expect

// Members and bases count, and what hides behind an erased or void pointer, a view, an upcast.

#include "task.h"
#include <any>
#include <cstdint>
#include <functional>
#include <span>

struct Span {
  Locale locale{"C"};
  int begin = 0;
};
Task member() {
  Span span;
  co_await Delay{1};
  // CHECK: :[[#@LINE-1]]:3: warning: 'span' is live across this co_await, which may resume on another thread, but 'Span' is not send [ambit-held-across-await]
  // CHECK: :[[#@LINE-7]]:10: note: its member 'locale' has thread-bound type 'Locale'
  // CHECK: note: 'Locale' is declared thread-bound here
  // CHECK: :[[#@LINE-5]]:8: note: 'span' lives from here to the end of its scope
  // CHECK-COUNT-2: note:
}

struct Ring : Slot {
  std::uint8_t bytes[16];
  std::uint32_t head = 0;
};
Ring &ring();

Slot slot;

Task hidden(Slot *s) {
  std::function<void()> job = [s] { s->poke(); };
  co_await Delay{1};
  // CHECK: :[[#@LINE-1]]:3: warning: 'job' is live across this co_await, which may resume on another core, but 'Slot' is core-bound [ambit-held-across-await]
  // CHECK: note: 'Slot' is declared core-bound here
  // CHECK: :[[#@LINE-4]]:32: note: this was put into 'job' here
  // CHECK: :[[#@LINE-5]]:25: note: 'job' lives from here to the end of its scope
  // CHECK-COUNT-2: note:
  job = nullptr;
  co_await Delay{2};
  void *p = &slot;
  co_await Delay{3};
  // CHECK: :[[#@LINE-1]]:3: warning: 'p' is live across this co_await, which may resume on another core, but 'Slot' is core-bound [ambit-held-across-await]
  // CHECK: note: 'Slot' is declared core-bound here
  // CHECK: :[[#@LINE-4]]:14: note: this was put into 'p' here
  // CHECK: :[[#@LINE-5]]:9: note: 'p' is declared here
  // CHECK-COUNT-3: note:
  static_cast<Slot *>(p)->poke();
}

Task parts() {
  std::uint32_t *head = &ring().head;
  co_await Delay{1};
  // CHECK: :[[#@LINE-1]]:3: warning: 'head' is live across this co_await, which may resume on another core, but 'Ring' is core-bound [ambit-held-across-await]
  // CHECK: note: it is a part of 'Ring', which is core-bound
  // CHECK: note: its base 'Slot' is core-bound
  // CHECK-COUNT-6: note:
  *head = 0;
  std::span<std::uint8_t> view(ring().bytes);
  co_await Delay{2};
  // CHECK: :[[#@LINE-1]]:3: warning: 'view' is live across this co_await, which may resume on another core, but 'Ring' is core-bound [ambit-held-across-await]
  // CHECK: note: it is a part of 'Ring', which is core-bound
  // CHECK: note: its base 'Slot' is core-bound
  // CHECK-COUNT-6: note:
  use(view[0]);
}

Task unknown(std::function<void()> job, void *p, std::any a) {
  co_await Delay{1}; // nothing says what is in them
  job();
  (void)p, (void)a;
}
