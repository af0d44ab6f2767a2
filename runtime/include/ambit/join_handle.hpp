//===- ambit/join_handle.hpp - the end of a spawned task --------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_JOIN_HANDLE_HPP
#define AMBIT_JOIN_HANDLE_HPP

#include "ambit/operation.hpp"
#include "ambit/task.hpp"
#include <optional>

namespace ambit {

/// What became of a task: its value, or nothing if it was cancelled. For task<void> whether it
/// returned.
template <class T> using outcome = std::conditional_t<std::is_void_v<T>, bool, std::optional<T>>;

/// Waits for a task in a join_frame, cancels it, or takes its result. Destroying the handle of a
/// task that still runs cancels the task. Movable. Callable from: any context that owns it; join()
/// from tasks.
template <class T> class [[nodiscard]] join_handle {
  using handle = std::coroutine_handle<promise_of<T>>;
  handle handle_;
  join_point *point_ = nullptr;
  friend class spawner;
  friend class send_spawner;
  join_handle(handle h, join_point &point) noexcept : handle_(h), point_(&point) {}

  void drop() noexcept {
    if (point_ == nullptr)
      return;
    if (!point_->cancelled.load(std::memory_order_acquire) &&
        !task_access::cancel(handle_.promise(), *point_, true) &&
        !point_->cancelled.load(std::memory_order_acquire))
      handle_.destroy(); // it had returned: the result goes
    point_->joined.take();
    std::exchange(point_, nullptr)->held.store(false, std::memory_order_release);
  }

  bool finished() const noexcept {
    const task_header &root = handle_.promise();
    if (!task_access::is_done(root))
      return false;
    // Set before `done`; the destructors of a cancelled task have run when its frame is gone.
    return !point_->cancelled.load(std::memory_order_acquire) || task_access::is_gone(root);
  }

  class [[nodiscard]] end : public operation<end> {
    join_handle &of_;
    task_header *root_ = nullptr;

  public:
    explicit end(join_handle &of) noexcept : of_(of) {}
    ~end() {
      if (root_ != nullptr && of_.point_ != nullptr)
        of_.point_->joined.leave(*root_);
    }
    bool poll(task_header &root) noexcept {
      root_ = &root;
      do
        if (of_.finished())
          return true;
      while (of_.point_->joined.poll(
          root)); // a notification from the storage's last use is none for this task
      return false;
    }
    const void *object() const noexcept { return of_.handle_.address(); }
    outcome<T> result() noexcept {
      outcome<T> value{};
      join_point &point = *of_.point_;
      if (!point.cancelled.load(std::memory_order_acquire)) {
        if constexpr (std::is_void_v<T>)
          value = true;
        else
          value = of_.handle_.promise().take();
        of_.handle_.destroy();
      }
      of_.point_ = nullptr;
      point.held.store(false, std::memory_order_release);
      return value;
    }
  };

public:
  join_handle() noexcept = default;
  join_handle(join_handle &&other) noexcept
      : handle_(other.handle_), point_(std::exchange(other.point_, nullptr)) {}
  join_handle &operator=(join_handle &&other) noexcept {
    drop();
    handle_ = other.handle_;
    point_ = std::exchange(other.point_, nullptr);
    return *this;
  }
  ~join_handle() { drop(); }

  /// `co_await h.join()` waits until the task has ended and yields what became of it. Once.
  end join() noexcept {
    AMBIT_REQUIRE(point_ != nullptr,
                  "a join_handle is joined that has no task (or was joined before)");
    return end(*this);
  }

  /// Asks that the task be destroyed at its next suspension point, by its own executor. Its
  /// destructors run there. join() says when it is done. Callable from: any context of any core.
  /// Blocks: never.
  void cancel() noexcept {
    if (point_ != nullptr && !point_->cancelled.load(std::memory_order_acquire))
      task_access::cancel(handle_.promise(), *point_, false);
  }

  /// Whether there is a task to wait for.
  explicit operator bool() const noexcept { return point_ != nullptr; }
};

} // namespace ambit

#endif // AMBIT_JOIN_HANDLE_HPP
