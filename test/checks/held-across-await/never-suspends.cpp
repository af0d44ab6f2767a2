// RUN: %ambit-check %s -- -std=c++20 %include -I%S/Inputs 2>&1 | %expect

// An awaitable that is always ready, or that goes on at once, suspends nobody.

#include "task.h"

struct Ready {
  bool await_ready() const noexcept { return true; }
  void await_suspend(std::coroutine_handle<>) noexcept;
  void await_resume() noexcept {}
};
struct Refuses {
  bool await_ready() const noexcept { return false; }
  bool await_suspend(std::coroutine_handle<>) noexcept { return false; }
  void await_resume() noexcept {}
};
struct BackToItself {
  bool await_ready() const noexcept { return false; }
  std::coroutine_handle<> await_suspend(std::coroutine_handle<Task::promise_type> self) noexcept {
    self.promise();
    return self;
  }
  void await_resume() noexcept {}
};
struct ToOther {
  std::coroutine_handle<> other;
  bool await_ready() const noexcept { return false; }
  std::coroutine_handle<> await_suspend(std::coroutine_handle<>) noexcept { return other; }
  void await_resume() noexcept {}
};
struct Sometimes {
  bool is;
  bool await_ready() const noexcept {
    if (is)
      return true;
    return false;
  }
  void await_suspend(std::coroutine_handle<>) noexcept;
  void await_resume() noexcept {}
};
template <bool Always> struct Chosen {
  bool await_ready() const noexcept { return Always; }
  void await_suspend(std::coroutine_handle<>) noexcept;
  void await_resume() noexcept {}
};
struct Open {
  virtual bool await_ready() const noexcept { return true; } // a derived class may say otherwise
  void await_suspend(std::coroutine_handle<>) noexcept;
  void await_resume() noexcept {}
};

Task never() {
  Lease l;
  co_await std::suspend_never{};
  co_await Ready{};
  co_await Refuses{};
  co_await BackToItself{};
  co_await Chosen<true>{};
}

Task may(std::coroutine_handle<> other, Open &open) {
  Lease l;
  co_await std::suspend_always{};
  // CHECK: :[[#@LINE-1]]:3: warning: 'l' is live across
  // CHECK-COUNT-4: note:
  co_await ToOther{other};
  // CHECK: :[[#@LINE-1]]:3: warning: 'l' is live across
  // CHECK-COUNT-4: note:
  co_await Sometimes{true};
  // CHECK: :[[#@LINE-1]]:3: warning: 'l' is live across
  // CHECK-COUNT-4: note:
  co_await Chosen<false>{};
  // CHECK: :[[#@LINE-1]]:3: warning: 'l' is live across
  // CHECK-COUNT-4: note:
  co_await open;
  // CHECK: :[[#@LINE-1]]:3: warning: 'l' is live across
  // CHECK-COUNT-4: note:
}
