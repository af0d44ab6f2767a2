//===- ambit/async_mutex.hpp - keeps tasks out of each other's way, across suspensions -*- C++
//-*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_ASYNC_MUTEX_HPP
#define AMBIT_ASYNC_MUTEX_HPP

#include "ambit/semaphore.hpp"

namespace ambit {

/// A T that one task at a time may use, also across co_await. Tasks get it in the order in which
/// they asked. It masks nothing: handlers have no part in it.
///
///     static ambit::async_mutex<i2c_bus> bus;
///     auto turn = co_await bus.lock();
///     co_await turn->write(address, bytes);
///
template <class T> class AMBIT_SYNC_UNCHECKED("one permit") async_mutex {
  semaphore permit_{1};
  T value_;

public:
  using ambit_sync = void;

  constexpr async_mutex() = default;
  template <class... A>
    requires std::constructible_from<T, A...>
  constexpr explicit async_mutex(std::in_place_t, A &&...arguments)
      : value_(std::forward<A>(arguments)...) {}
  async_mutex(const async_mutex &) = delete;
  async_mutex &operator=(const async_mutex &) = delete;

  /// The value, until it dies. Movable within its task.
  class [[nodiscard]] turn {
    async_mutex *of_;
    friend async_mutex;

  public:
    explicit turn(async_mutex &of) noexcept : of_(&of) {}
    turn(turn &&other) noexcept : of_(std::exchange(other.of_, nullptr)) {}
    turn &operator=(turn &&) = delete;
    ~turn() {
      if (of_ != nullptr)
        of_->permit_.release();
    }
    T *operator->() const noexcept { return &of_->value_; }
    T &operator*() const noexcept { return of_->value_; }
  };

  class [[nodiscard]] locking : public operation<locking> {
    async_mutex &of_;
    semaphore::acquisition permit_;

  public:
    explicit locking(async_mutex &of) noexcept : of_(of), permit_(of.permit_) {}
    bool poll(task_header &root) noexcept { return permit_.poll(root); }
    const void *object() const noexcept { return &of_; }
    turn result() noexcept { return turn(of_); }
  };

  /// `co_await m.lock()` yields the turn. Callable from: tasks.
  locking lock() noexcept { return locking(*this); }
};

} // namespace ambit

#endif // AMBIT_ASYNC_MUTEX_HPP
