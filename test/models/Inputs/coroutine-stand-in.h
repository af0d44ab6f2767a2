// Coroutine types that do nothing, for the stand-ins of libraries.

#pragma once
#pragma GCC system_header

#include <coroutine>

namespace stand_in {

template <class Task, class T> struct promise_base {
  Task get_return_object() { return {}; }
  std::suspend_always initial_suspend() noexcept { return {}; }
  std::suspend_always final_suspend() noexcept { return {}; }
  void unhandled_exception() {}
  void return_value(T) {}
};
template <class Task> struct promise_base<Task, void> {
  Task get_return_object() { return {}; }
  std::suspend_always initial_suspend() noexcept { return {}; }
  std::suspend_always final_suspend() noexcept { return {}; }
  void unhandled_exception() {}
  void return_void() {}
};

template <class T> struct awaitable {
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<>) const noexcept {}
  T await_resume() const;
};

} // namespace stand_in
