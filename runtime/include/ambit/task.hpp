//===- ambit/task.hpp - a coroutine that produces a T -----------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A task does nothing until it is awaited by another task (then it is a child: it runs as part of
// it) or spawned on an executor (then it is a root, with the life drawn in task_header.hpp). Its
// frame lies
//
//   - in a frame<N> or join_frame<N> that is its first parameter; too small a frame fails the
//   build, or
//   - in the frame of the task that awaits it in the same expression, where the compiler can do
//   that: Clang with
//     optimisation. A coroutine without storage that is not folded fails the build.
//
// There is no heap and no exception. Destroying a task that waits runs the destructors of what
// lives in it.
//===----------------------------------------------------------------------===//

#ifndef AMBIT_TASK_HPP
#define AMBIT_TASK_HPP

#include "ambit/executor.hpp"
#include "ambit/frame.hpp"
#include <concepts>
#include <coroutine>
#include <cstddef>
#include <memory>
#include <new>
#include <type_traits>
#include <utility>

#if defined(__clang__) && __has_cpp_attribute(clang::coro_await_elidable)
#define AMBIT_FOLDED [[clang::coro_await_elidable]]
#else
#define AMBIT_FOLDED
#endif

#if defined(__OPTIMIZE__)
#define AMBIT_BUILD_ERROR(text) [[gnu::error(text)]]
#else
#define AMBIT_BUILD_ERROR(text)
#endif

namespace ambit {

// Declared only: a call that survives optimisation fails the build with the message, or the link
// without it.
AMBIT_BUILD_ERROR(
    "a coroutine's frame is larger than its storage: give its ambit::frame<N> a larger N")
void frame_is_larger_than_its_storage() noexcept;
AMBIT_BUILD_ERROR("a coroutine has no storage: give it an ambit::frame<N> & as first parameter, or "
                  "await it where it is called")
void coroutine_has_no_storage() noexcept;

template <class T = void> class task;
template <class T> class join_handle;

/// A parameter that is storage for a coroutine.
template <class S>
concept storage_like = requires(S &s) {
  { s.place() } noexcept -> std::same_as<void *>;
  { s.try_claim() } noexcept -> std::same_as<bool>;
  S::size;
};

/// The part of a task's promise that does not depend on its type.
class promise_base : public task_header {
  struct final_step {
    bool await_ready() const noexcept { return false; }
    template <class P> std::coroutine_handle<> await_suspend(std::coroutine_handle<P> h) noexcept {
      task_header &self = h.promise();
      return std::coroutine_handle<>::from_address(
          task_access::is_child(self) ? task_access::return_from(self) : task_access::end_of(self));
    }
    void await_resume() const noexcept {}
  };

  template <class S>
  [[gnu::always_inline]] static void *claim(std::size_t size, S &storage) noexcept {
    if (size > S::size) {
#if defined(__OPTIMIZE__)
      frame_is_larger_than_its_storage();
#else
      port::panic(
          "a coroutine's frame is larger than its storage: give its ambit::frame<N> a larger N");
#endif
    }
    AMBIT_REQUIRE(storage.try_claim(),
                  "a coroutine is called while its storage holds another task");
    return storage.place();
  }

public:
  // Not noexcept: then a coroutine has to check for null. They return or panic.
  template <storage_like S, class... A>
  [[gnu::always_inline]] static void *operator new(std::size_t size, S &storage, A &&...) {
    return claim(size, storage);
  }
  template <class Self, storage_like S, class... A> // a member function, or a lambda
    requires(!storage_like<std::remove_reference_t<Self>>)
  [[gnu::always_inline]] static void *operator new(std::size_t size, Self &&, S &storage, A &&...) {
    return claim(size, storage);
  }
  [[gnu::always_inline]] static void *operator new(std::size_t) {
#if defined(__OPTIMIZE__)
    coroutine_has_no_storage();
    __builtin_unreachable();
#else
    port::panic(
        "a coroutine has no storage: without optimisation, children need an ambit::frame<N> & too");
#endif
  }
  static void operator delete(void *place, std::size_t) noexcept { task_access::vacate(place); }

  std::suspend_always initial_suspend() const noexcept { return {}; }
  final_step final_suspend() const noexcept { return {}; }
  void unhandled_exception() const noexcept { port::panic("an exception leaves a task"); }
};

template <class T> class promise_of : public promise_base {
  static_assert(alignof(T) <= 2 * sizeof(void *),
                "task<T>: the frame cannot align T to more than two pointers");
  union {
    T value_;
  };
  bool full_ = false;

public:
  promise_of() noexcept {}
  ~promise_of() {
    if (full_)
      value_.~T();
  }
  task<T> get_return_object() noexcept;
  template <class U>
    requires std::constructible_from<T, U>
  void return_value(U &&value) noexcept {
    std::construct_at(std::addressof(value_), std::forward<U>(value));
    full_ = true;
  }
  T take() noexcept { return std::move(value_); }
};

template <> class promise_of<void> : public promise_base {
public:
  task<void> get_return_object() noexcept;
  void return_void() const noexcept {}
  void take() const noexcept {}
};

/// Owns a coroutine until it is awaited, spawned or destroyed. Movable.
/// Callable from: contexts of one core. Blocks: never.
template <class T> class [[nodiscard]] AMBIT_FOLDED task {
public:
  using promise_type = promise_of<T>;
  using value_type = T;

private:
  using handle = std::coroutine_handle<promise_type>;
  friend promise_type;
  friend struct task_use;
  handle handle_;
  explicit task(handle h) noexcept : handle_(h) {}

  struct awaiter {
    handle child;
    bool await_ready() const noexcept { return false; }
    template <class Promise>
      requires std::derived_from<Promise, task_header>
    std::coroutine_handle<> await_suspend(std::coroutine_handle<Promise> h) noexcept {
      task_header &parent = h.promise();
      task_access::adopt(child.promise(), child.address(), parent, h.address());
      return child;
    }
    T await_resume() noexcept { return child.promise().take(); }
  };

public:
  task(task &&other) noexcept : handle_(std::exchange(other.handle_, nullptr)) {}
  task &operator=(task &&) = delete;
  ~task() {
    if (handle_)
      handle_.destroy();
  }

  /// Runs the task as part of the one that awaits it. `co_await` of it yields the T.
  awaiter operator co_await() && noexcept { return {handle_}; }
};

template <class T> task<T> promise_of<T>::get_return_object() noexcept {
  return task<T>(std::coroutine_handle<promise_of>::from_promise(*this));
}
inline task<void> promise_of<void>::get_return_object() noexcept {
  return task<void>(std::coroutine_handle<promise_of>::from_promise(*this));
}

/// What spawners, handles and branches do with a task. Not for users.
struct task_use {
  /// The handle, as an address of which the optimiser does not know where it comes from: a frame
  /// that is destroyed on every path it sees, it would put on the stack, although an executor
  /// refers to it.
  template <class T> static auto release(task<T> &t) noexcept {
    void *address = std::exchange(t.handle_, nullptr).address();
    asm("" : "+r"(address));
    return std::coroutine_handle<promise_of<T>>::from_address(address);
  }
  template <class T> static auto peek(task<T> &t) noexcept { return t.handle_; }
};

/// Lets the other ready tasks of the executor run first: `co_await ambit::yield();`
/// Cost: no interrupt, no timer, no atomic operation.
struct [[nodiscard]] yield_now {
  bool await_ready() const noexcept { return false; }
  template <class Promise>
    requires std::derived_from<Promise, task_header>
  void await_suspend(std::coroutine_handle<Promise>) const noexcept {} // see executor.hpp
  void await_resume() const noexcept {}
};
inline yield_now yield() noexcept { return {}; }

} // namespace ambit

#endif // AMBIT_TASK_HPP
