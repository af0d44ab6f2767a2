//===- ambit/stop_token.hpp - asking tasks to stop --------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// There are two ways to end a task. To cancel it (join_handle, nursery, the losers of select)
// destroys it where it waits; its destructors run. To ask it, with a stop_source, leaves it the
// choice of the moment: it waits for `stopped()` beside what it does, or looks at
// `stop_requested()`.
//===----------------------------------------------------------------------===//

#ifndef AMBIT_STOP_TOKEN_HPP
#define AMBIT_STOP_TOKEN_HPP

#include "ambit/multi_waker.hpp"
#include "ambit/operation.hpp"
#include <atomic>

namespace ambit {

class stop_token;

/// A wish to stop, once. Outlives its tokens.
class AMBIT_SYNC_UNCHECKED("an atomic flag, and a list under a lock") stop_source {
  friend class stop_token;
  std::atomic<bool> requested_{false};
  cross_lock lock_;
  multi_waker waiting_ AMBIT_GUARDED_BY(lock_);

public:
  using ambit_sync = void;

  constexpr stop_source() noexcept = default;
  stop_source(const stop_source &) = delete;
  stop_source &operator=(const stop_source &) = delete;

  /// Callable from: any context of any core. Blocks: never. Cost: linear in the number of tasks
  /// that wait.
  void request_stop() noexcept AMBIT_ISR_SAFE {
    guard held(lock_);
    requested_.store(true, std::memory_order_release);
    waiting_.wake_all();
  }

  inline stop_token token() noexcept;
};

/// What a task holds to be asked to stop. Copyable, one pointer.
class stop_token {
  stop_source *source_;

public:
  using ambit_sync = void;
  explicit stop_token(stop_source &source) noexcept : source_(&source) {}

  /// Callable from: any context. Cost: one load.
  [[nodiscard]] bool stop_requested() const noexcept {
    return source_->requested_.load(std::memory_order_acquire);
  }

  class [[nodiscard]] waiting : public operation<waiting> {
    stop_source &of_;
    multi_waker::node place_;

  public:
    explicit waiting(stop_source &of) noexcept : of_(of) {}
    ~waiting() {
      guard held(of_.lock_);
      of_.waiting_.remove(place_);
    }
    bool poll(task_header &root) noexcept {
      guard held(of_.lock_);
      if (of_.requested_.load(std::memory_order_relaxed))
        return true;
      of_.waiting_.add(place_, root);
      return false;
    }
    const void *object() const noexcept { return &of_; }
    void result() const noexcept {}
  };

  /// `co_await select(work(), token.stopped())`. Callable from: tasks.
  waiting stopped() const noexcept { return waiting(*source_); }
};

stop_token stop_source::token() noexcept { return stop_token(*this); }

} // namespace ambit

#endif // AMBIT_STOP_TOKEN_HPP
