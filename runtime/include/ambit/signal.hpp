//===- ambit/signal.hpp - the latest value, for one task --------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_SIGNAL_HPP
#define AMBIT_SIGNAL_HPP

#include "ambit/cross_lock.hpp"
#include "ambit/executor.hpp"
#include "ambit/operation.hpp"
#include "ambit/waker_slot.hpp"
#include <optional>
#include <type_traits>

namespace ambit {

/// A value that any context sets and one task waits for. A value that nobody has taken is replaced
/// by the next.
template <class T = void> class AMBIT_SYNC signal {
  static_assert(std::is_nothrow_move_constructible_v<T>);
  cross_lock lock_;
  std::optional<T> value_ AMBIT_GUARDED_BY(lock_) AMBIT_TSA_GUARDED_BY(lock_);
  waker_slot waiter_;

public:
  using ambit_sync = void;

  constexpr signal() noexcept = default;
  signal(const signal &) = delete;
  signal &operator=(const signal &) = delete;

  /// Sets the value and wakes the task. Callable from: any context of any core. Blocks: never, but
  /// for other setters.
  void set(T value AMBIT_CROSSES_THREAD) noexcept AMBIT_ISR_SAFE {
    {
      guard held(lock_);
      value_.emplace(std::move(value));
    }
    waiter_.notify();
  }

  /// Takes the value if there is one. Callable from: any context. Blocks: never.
  std::optional<T> take() noexcept {
    guard held(lock_);
    std::optional<T> result(std::move(value_));
    value_.reset();
    return result;
  }

  class [[nodiscard]] waiting : public operation<waiting> {
    signal &of_;
    task_header *root_ = nullptr;
    std::optional<T> value_;

  public:
    explicit waiting(signal &of) noexcept : of_(of) {}
    ~waiting() {
      if (root_ != nullptr)
        of_.waiter_.leave(*root_);
    }
    bool poll(task_header &root) noexcept {
      root_ = &root;
      do {
        if (auto v = of_.take()) {
          value_.emplace(std::move(*v));
          return true;
        }
      } while (of_.waiter_.poll(root)); // a notification whose value is taken is none
      return false;
    }
    const void *object() const noexcept { return &of_; }
    T result() noexcept { return std::move(*value_); }
  };

  /// `co_await s.wait()` takes the value, waiting for one. One task at a time. Callable from:
  /// tasks.
  waiting wait() noexcept { return waiting(*this); }
};

/// An event: `set` wakes one task or lets its next wait end at once. Several before it looks are
/// one. Cost of set: one atomic exchange and one compare-and-exchange.
template <> class signal<void> {
  waker_slot waiter_;

public:
  using ambit_sync = void;

  constexpr signal() noexcept = default;
  signal(const signal &) = delete;
  signal &operator=(const signal &) = delete;

  /// Callable from: any context of any core. Blocks: never; lock-free.
  void set() noexcept AMBIT_ISR_SAFE { waiter_.notify(); }

  /// Takes the event if it was set. Callable from: the task that would wait.
  bool take() noexcept { return waiter_.take(); }

private:
  // A wait beside others: of select, join or timeout.
  class beside : public operation<beside> {
    signal &of_;
    task_header *root_ = nullptr;

  public:
    explicit beside(signal &of) noexcept : of_(of) {}
    ~beside() {
      if (root_ != nullptr)
        of_.waiter_.leave(*root_);
    }
    bool poll(task_header &root) noexcept {
      root_ = &root;
      return of_.waiter_.poll(root);
    }
    const void *object() const noexcept { return &of_; }
    void result() const noexcept {}
  };

  // A wait for this and nothing else: the executor resumes the task without asking. It is destroyed
  // when the task goes on, or where the task waits.
  class alone : public operation<alone> {
    signal *of_; // until the task goes on

    [[gnu::noinline]] static void wait_beside(void *frame, alone &self) noexcept {
      static_cast<void>(self.operation<alone>::wait(frame)); // if it has come: as after a yield
    }

  public:
    explicit alone(signal &of) noexcept : of_(&of) {}
    ~alone() {
      if (of_ != nullptr)
        of_->waiter_.leave();
    }
    template <class Promise>
      requires std::derived_from<Promise, task_header>
    AMBIT_HOT void await_suspend(std::coroutine_handle<Promise> h) noexcept {
      this->give_reason();
      task_header &task = h.promise();
      auto left = task.leave(*this);
      if (left == 0) [[unlikely]]
        wait_beside(h.address(), *this);
      else if (auto before = of_->waiter_.stay_alone(left)) [[unlikely]]
        waker_slot::return_to(h.address(), of_->waiter_, before);
    }
    AMBIT_HOT void await_resume() noexcept {
      of_->waiter_.go_on();
      of_ = nullptr;
    }
    bool poll(task_header &root) noexcept { return of_->waiter_.poll(root); }
    const void *object() const noexcept { return of_; }
    void result() const noexcept {}
  };

public:
  /// What wait() returns.
  class [[nodiscard]] waiting {
    signal &of_;

  public:
    explicit waiting(signal &of) noexcept : of_(of) {}
    alone operator co_await() const noexcept { return alone(of_); }

    class polled : public beside {
    public:
      explicit polled(const waiting &w) noexcept : beside(w.of_) {}
    };
  };

  /// `co_await s.wait()`. If the event is set, the task goes on after those that are ready. One
  /// task at a time. Callable from: tasks.
  waiting wait() noexcept { return waiting(*this); }
};

} // namespace ambit

#endif // AMBIT_SIGNAL_HPP
