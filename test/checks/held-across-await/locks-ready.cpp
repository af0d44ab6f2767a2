// RUN: %ambit-check %s -- -std=c++20 %include -I%S/Inputs 2>&1 | %expect

// What is always ready suspends nobody.

#include "task.h"
#include <mutex>

std::mutex m;
struct Ready {
  constexpr bool await_ready() const noexcept { return true; }
  void await_suspend(std::coroutine_handle<>) noexcept {}
  int await_resume() noexcept { return 1; }
};
struct Perhaps {
  bool is;
  bool await_ready() const noexcept { return is; }
  void await_suspend(std::coroutine_handle<>) noexcept;
  void await_resume() noexcept {}
};
struct Opaque {
  bool await_ready() const noexcept;
  void await_suspend(std::coroutine_handle<>) noexcept;
  void await_resume() noexcept;
};
struct ReadyOperator {
  Ready operator co_await() const noexcept { return {}; }
};
struct WaitingOperator {
  Opaque operator co_await() const noexcept;
};

Here ready() {
  std::lock_guard held(m);
  co_await Ready{};
  co_await std::suspend_never{};
  co_await ReadyOperator{};
}
Here waiting(Opaque &o) {
  std::lock_guard held(m);
  co_await std::suspend_always{};
  // CHECK: :[[#@LINE-1]]:3: warning: lock 'm' is still held when the coroutine is suspended here [ambit-held-across-await]
  // CHECK: :[[#@LINE-3]]:19: note: it is taken here
  // CHECK: :[[#@LINE-3]]:3: note: whoever runs meanwhile and takes it waits for a coroutine that does not run
  // CHECK: :[[#@LINE-4]]:3: note: release it before, and take it again when the coroutine is resumed
  co_await Perhaps{true};
  // CHECK: :[[#@LINE-1]]:3: warning: lock 'm' is still held when the coroutine is suspended here [ambit-held-across-await]
  // CHECK: :[[#@LINE-8]]:19: note: it is taken here
  // CHECK: :[[#@LINE-3]]:3: note: whoever runs meanwhile and takes it waits for a coroutine that does not run
  // CHECK: :[[#@LINE-4]]:3: note: release it before, and take it again when the coroutine is resumed
  co_await o;
  // CHECK: :[[#@LINE-1]]:3: warning: lock 'm' is still held when the coroutine is suspended here [ambit-held-across-await]
  // CHECK: :[[#@LINE-13]]:19: note: it is taken here
  // CHECK: :[[#@LINE-3]]:3: note: whoever runs meanwhile and takes it waits for a coroutine that does not run
  // CHECK: :[[#@LINE-4]]:3: note: release it before, and take it again when the coroutine is resumed
  co_await WaitingOperator{};
  // CHECK: :[[#@LINE-1]]:3: warning: lock 'm' is still held when the coroutine is suspended here [ambit-held-across-await]
  // CHECK: :[[#@LINE-18]]:19: note: it is taken here
  // CHECK: :[[#@LINE-3]]:3: note: whoever runs meanwhile and takes it waits for a coroutine that does not run
  // CHECK: :[[#@LINE-4]]:3: note: release it before, and take it again when the coroutine is resumed
}
