// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Stands in for Seastar's header of this name: the declarations the example uses.

#pragma once

#include <coroutine>

namespace seastar {

template <class T = void> class future;

namespace internal {
struct promise_base {
  std::suspend_never initial_suspend() noexcept { return {}; }
  std::suspend_never final_suspend() noexcept { return {}; }
  void unhandled_exception() noexcept {}
};
template <class T> struct promise : promise_base {
  future<T> get_return_object() noexcept { return {}; }
  void return_value(T) noexcept {}
};
template <> struct promise<void> : promise_base {
  future<void> get_return_object() noexcept;
  void return_void() noexcept {}
};
} // namespace internal

template <class T> class [[nodiscard]] future {
public:
  using promise_type = internal::promise<T>;

  T get();
  bool await_ready() const noexcept;
  void await_suspend(std::coroutine_handle<>) noexcept;
  T await_resume();
};

inline future<void> internal::promise<void>::get_return_object() noexcept { return {}; }
inline future<> make_ready_future() { return {}; }

/// What a function of another shard returns, where it returns a future or not.
template <class T> struct futurize {
  using type = future<T>;
};
template <class T> struct futurize<future<T>> {
  using type = future<T>;
};

} // namespace seastar
