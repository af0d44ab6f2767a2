// RUN: %ambit-check %s -- -std=c++20 %include 2>&1 | %expect

// Task types of one's own, and what their promise does with what is awaited.

#include "ambit/annotations.h"
#include <coroutine>
#include <mutex>

std::mutex m;
int value;

// Eager: runs at once, and waits for the next one that is finished with.
struct Eager {
  struct promise_type {
    Eager get_return_object();
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_value(int) {}
    void unhandled_exception() {}
  };
  bool await_ready() const noexcept;
  void await_suspend(std::coroutine_handle<>);
  int await_resume();
};
// Lazy: its promise turns numbers into waits, and yields.
struct Lazy {
  struct Wait {
    int ticks;
    bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<>) noexcept {}
    void await_resume() noexcept {}
  };
  struct promise_type {
    Lazy get_return_object();
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    Wait await_transform(int ticks) { return {ticks}; }
    std::suspend_never await_transform(char) { return {}; }
    std::suspend_always yield_value(int) { return {}; }
    void return_void() {}
    void unhandled_exception() {}
  };
};

Eager child();
Eager awaitsChild() {
  std::lock_guard held(m);
  int n = co_await child();
  // CHECK: :[[#@LINE-1]]:11: warning: lock 'm' is still held when the coroutine is suspended here [ambit-held-across-await]
  // CHECK: :[[#@LINE-3]]:19: note: it is taken here
  // CHECK: :[[#@LINE-3]]:11: note: whoever runs meanwhile and takes it waits for a coroutine that does not run
  // CHECK: :[[#@LINE-4]]:11: note: release it before, and take it again when the coroutine is resumed
  co_return n;
}
Eager returnsAwaited() {
  std::lock_guard held(m);
  co_return co_await child();
  // CHECK: :[[#@LINE-1]]:13: warning: lock 'm' is still held when the coroutine is suspended here [ambit-held-across-await]
  // CHECK: :[[#@LINE-3]]:19: note: it is taken here
  // CHECK: :[[#@LINE-3]]:13: note: whoever runs meanwhile and takes it waits for a coroutine that does not run
  // CHECK: :[[#@LINE-4]]:13: note: release it before, and take it again when the coroutine is resumed
}
Eager startsChild() {
  std::lock_guard held(m);
  child(); // runs until it waits, and nobody waits here
  co_return value;
}
Lazy transformed() {
  std::lock_guard held(m);
  co_await 5;
  // CHECK: :[[#@LINE-1]]:3: warning: lock 'm' is still held when the coroutine is suspended here [ambit-held-across-await]
  // CHECK: :[[#@LINE-3]]:19: note: it is taken here
  // CHECK: :[[#@LINE-3]]:3: note: whoever runs meanwhile and takes it waits for a coroutine that does not run
  // CHECK: :[[#@LINE-4]]:3: note: release it before, and take it again when the coroutine is resumed
  co_await 'n'; // which is always ready
}
Lazy yields() {
  std::lock_guard held(m);
  co_yield 1;
  // CHECK: :[[#@LINE-1]]:3: warning: lock 'm' is still held when the coroutine is suspended here [ambit-held-across-await]
  // CHECK: :[[#@LINE-3]]:19: note: it is taken here
  // CHECK: :[[#@LINE-3]]:3: note: whoever runs meanwhile and takes it waits for a coroutine that does not run
  // CHECK: :[[#@LINE-4]]:3: note: release it before, and take it again when the coroutine is resumed
}
Lazy yieldsOutside() {
  int n;
  {
    std::lock_guard held(m);
    n = value;
  }
  co_yield n;
}
Lazy atTheEnd() {
  co_await 1;
  std::lock_guard held(m);
  ++value;
} // gone before the final suspension
