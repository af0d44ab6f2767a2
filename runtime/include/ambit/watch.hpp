//===- ambit/watch.hpp - the latest value, for any number of tasks -*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_WATCH_HPP
#define AMBIT_WATCH_HPP

#include "ambit/multi_waker.hpp"
#include "ambit/operation.hpp"
#include <cstdint>
#include <type_traits>

namespace ambit {

/// A value of which each reader sees every change or a later one.
template <class T>
  requires std::is_nothrow_copy_constructible_v<T> && std::is_nothrow_copy_assignable_v<T>
class AMBIT_SYNC_UNCHECKED("its lock keeps out every context") watch {
  mutable cross_lock lock_;
  T value_ AMBIT_GUARDED_BY(lock_);
  std::uint32_t version_ AMBIT_GUARDED_BY(lock_) = 0;
  multi_waker waiting_ AMBIT_GUARDED_BY(lock_);

public:
  using ambit_sync = void;

  constexpr explicit watch(T value = T{}) noexcept : value_(std::move(value)) {}
  watch(const watch &) = delete;
  watch &operator=(const watch &) = delete;

  /// Replaces the value and wakes who waits. Callable from: any context of any core. Blocks: never.
  /// Cost: linear in the number of tasks that wait.
  void set(T value AMBIT_CROSSES_THREAD) noexcept AMBIT_ISR_SAFE {
    guard held(lock_);
    value_ = std::move(value);
    ++version_;
    waiting_.wake_all();
  }

  /// The value now. Callable from: any context.
  T get() const noexcept {
    guard held(lock_);
    return value_;
  }

  /// One reader's view: remembers which change it has seen. Owned by one task.
  class reader {
    watch &of_;
    std::uint32_t seen_;

    class [[nodiscard]] waiting : public operation<waiting> {
      reader &by_;
      multi_waker::node place_;

    public:
      explicit waiting(reader &by) noexcept : by_(by) {}
      ~waiting() {
        guard held(by_.of_.lock_);
        by_.of_.waiting_.remove(place_);
      }
      bool poll(task_header &root) noexcept {
        watch &of = by_.of_;
        guard held(of.lock_);
        if (of.version_ != by_.seen_)
          return true;
        of.waiting_.add(place_, root);
        return false;
      }
      const void *object() const noexcept { return &by_.of_; }
      T result() noexcept {
        watch &of = by_.of_;
        guard held(of.lock_);
        by_.seen_ = of.version_;
        return of.value_;
      }
    };

  public:
    /// A reader that has seen the value as it is now.
    explicit reader(watch &of) noexcept : of_(of), seen_(0) {
      guard held(of.lock_);
      seen_ = of.version_;
    }

    /// `co_await r.changed()` waits for a value that this reader has not seen, and yields the
    /// latest.
    waiting changed() noexcept { return waiting(*this); }
  };
};

} // namespace ambit

#endif // AMBIT_WATCH_HPP
