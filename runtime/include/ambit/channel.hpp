//===- ambit/channel.hpp - a bounded queue that tasks wait at, both ends -*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_CHANNEL_HPP
#define AMBIT_CHANNEL_HPP

#include "ambit/multi_waker.hpp"
#include "ambit/operation.hpp"
#include <cstddef>
#include <optional>
#include <type_traits>
#include <utility>

namespace ambit {

/// Up to N elements between any number of senders and receivers, on any cores. A sender waits while
/// it is full, a receiver while it is empty; each side in turn. Closed, it takes nothing more and
/// gives out what it has.
template <class T, std::size_t N>
class AMBIT_SYNC_UNCHECKED("its lock keeps out every context") channel {
  static_assert(N >= 1);
  static_assert(std::is_nothrow_move_constructible_v<T>);

  cross_lock lock_;
  std::optional<T> ring_[N] AMBIT_GUARDED_BY(lock_);
  std::size_t first_ AMBIT_GUARDED_BY(lock_) = 0, count_ AMBIT_GUARDED_BY(lock_) = 0;
  bool closed_ AMBIT_GUARDED_BY(lock_) = false;
  multi_waker senders_ AMBIT_GUARDED_BY(lock_), receivers_ AMBIT_GUARDED_BY(lock_);

  // The first that waits is woken and asks again; a newcomer may be quicker. Returns whom to wake
  // once the lock is free.
  static task_header *next(multi_waker &waiting) noexcept {
    auto *n = waiting.take();
    return n != nullptr ? &multi_waker::root_of(*n) : nullptr;
  }
  static void wake(task_header *root) noexcept {
    if (root != nullptr)
      root->wake();
  }

public:
  using ambit_sync = void;
  using value_type = T;

  constexpr channel() noexcept = default;
  channel(const channel &) = delete;
  channel &operator=(const channel &) = delete;

  /// Puts `value` in if there is room; otherwise false, and `value` is as before.
  /// Callable from: any context of any core. Blocks: never.
  bool try_send(T &&value AMBIT_CROSSES_THREAD) noexcept AMBIT_ISR_SAFE {
    task_header *receiver = nullptr;
    {
      guard held(lock_);
      if (closed_ || count_ == N)
        return false;
      ring_[(first_ + count_++) % N].emplace(std::move(value));
      receiver = next(receivers_);
    }
    wake(receiver);
    return true;
  }
  AMBIT_ISR_SAFE bool try_send(const T &value AMBIT_CROSSES_THREAD) noexcept
    requires std::copyable<T>
  {
    T copy = value;
    return try_send(std::move(copy));
  }

  /// Takes the first element, if there is one. Callable from: any context of any core. Blocks:
  /// never.
  std::optional<T> try_receive() noexcept AMBIT_ISR_SAFE {
    std::optional<T> result;
    task_header *sender = nullptr;
    {
      guard held(lock_);
      if (count_ == 0)
        return result;
      result.emplace(std::move(*ring_[first_]));
      ring_[first_].reset();
      first_ = (first_ + 1) % N;
      --count_;
      sender = next(senders_);
    }
    wake(sender);
    return result;
  }

  /// Ends it: every wait of a sender ends with false, of a receiver, once it is empty, with
  /// nothing. Callable from: any context of any core.
  void close() noexcept {
    guard held(lock_);
    closed_ = true;
    senders_.wake_all();
    receivers_.wake_all();
  }

  class [[nodiscard]] sending : public operation<sending> {
    channel &of_;
    T value_;
    multi_waker::node place_;
    bool sent_ = false;
    task_header *root_ = nullptr;

  public:
    sending(channel &of, T &&value) noexcept : of_(of), value_(std::move(value)) {}
    ~sending() {
      if (root_ != nullptr)
        of_.abandon(of_.senders_, place_, !sent_);
    }
    bool poll(task_header &root) noexcept {
      root_ = &root;
      if (of_.try_send(std::move(value_)))
        return sent_ = true;
      guard held(of_.lock_);
      if (of_.closed_)
        return true;
      if (of_.count_ == N) {
        of_.senders_.add(place_, root);
        return false;
      }
      root.wake(); // room came in between: once more
      return false;
    }
    const void *object() const noexcept { return &of_; }
    /// Whether it was sent; false if the channel was closed.
    bool result() const noexcept { return sent_; }
  };

  class [[nodiscard]] receiving : public operation<receiving> {
    channel &of_;
    std::optional<T> value_;
    multi_waker::node place_;
    task_header *root_ = nullptr;

  public:
    explicit receiving(channel &of) noexcept : of_(of) {}
    ~receiving() {
      if (root_ != nullptr)
        of_.abandon(of_.receivers_, place_, !value_.has_value());
    }
    bool poll(task_header &root) noexcept {
      root_ = &root;
      if (auto v = of_.try_receive()) {
        value_.emplace(std::move(*v));
        return true;
      }
      guard held(of_.lock_);
      if (of_.count_ == 0) {
        if (of_.closed_)
          return true;
        of_.receivers_.add(place_, root);
        return false;
      }
      root.wake();
      return false;
    }
    const void *object() const noexcept { return &of_; }
    /// The element, or nothing if the channel was closed.
    std::optional<T> result() noexcept { return std::move(value_); }
  };

  /// `co_await c.send(v)` waits for room; false if the channel is closed. Callable from: tasks.
  sending send(T value AMBIT_CROSSES_THREAD) noexcept { return sending(*this, std::move(value)); }

  /// `co_await c.receive()` waits for an element; nothing if the channel is closed and empty.
  /// Callable from: tasks.
  receiving receive() noexcept { return receiving(*this); }

private:
  // A wait is over. Where it ended without what it wanted, but had been woken for it, the next is
  // woken instead.
  void abandon(multi_waker &waiting, multi_waker::node &place, bool in_vain) noexcept {
    task_header *other = nullptr;
    {
      guard held(lock_);
      bool woken = !place.waits();
      waiting.remove(place);
      if (in_vain && woken)
        other = next(waiting);
    }
    wake(other);
  }
};

} // namespace ambit

#endif // AMBIT_CHANNEL_HPP
