//===- ambit/semaphore.hpp - a number of permits that tasks wait for -*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_SEMAPHORE_HPP
#define AMBIT_SEMAPHORE_HPP

#include "ambit/multi_waker.hpp"
#include "ambit/operation.hpp"

namespace ambit {

/// Permits. A released permit goes to the task that has waited longest; nobody overtakes it.
class AMBIT_SYNC_UNCHECKED("its lock keeps out every context") semaphore {
  cross_lock lock_;
  unsigned permits_ AMBIT_GUARDED_BY(lock_) AMBIT_TSA_GUARDED_BY(lock_);
  multi_waker waiting_ AMBIT_GUARDED_BY(lock_) AMBIT_TSA_GUARDED_BY(lock_);

public:
  using ambit_sync = void;

  constexpr explicit semaphore(unsigned permits = 0) noexcept : permits_(permits) {}
  semaphore(const semaphore &) = delete;
  semaphore &operator=(const semaphore &) = delete;

  /// Waits for a permit. Abandoned, it takes none; if one had been handed to it, the permit goes to
  /// the next.
  class [[nodiscard]] acquisition : public operation<acquisition> {
    struct place : multi_waker::node {
      bool granted = false;
    };
    friend semaphore;
    semaphore &of_;
    place place_;
    bool done_ = false;

  public:
    explicit acquisition(semaphore &of) noexcept : of_(of) {}
    ~acquisition() {
      if (done_)
        return;
      bool pass = false;
      {
        guard held(of_.lock_);
        of_.waiting_.remove(place_);
        pass = place_.granted;
      }
      if (pass)
        of_.release();
    }
    bool poll(task_header &root) noexcept {
      guard held(of_.lock_);
      if (place_.granted)
        return done_ = true;
      if (!place_.waits() && of_.permits_ > 0 && of_.waiting_.empty()) {
        --of_.permits_;
        return done_ = true;
      }
      of_.waiting_.add(place_, root);
      return false;
    }
    const void *object() const noexcept { return &of_; }
    void result() const noexcept {}
  };

  /// `co_await s.acquire()` takes one permit. Callable from: tasks.
  acquisition acquire() noexcept { return acquisition(*this); }

  /// Takes a permit if there is one that nobody waits for. Callable from: any context. Blocks:
  /// never.
  [[nodiscard]] bool try_acquire() noexcept AMBIT_ISR_SAFE {
    guard held(lock_);
    if (permits_ == 0 || !waiting_.empty())
      return false;
    --permits_;
    return true;
  }

  /// Gives back one permit. Callable from: any context of any core. Blocks: never.
  void release() noexcept AMBIT_ISR_SAFE {
    task_header *root = nullptr;
    {
      guard held(lock_);
      if (auto *n = static_cast<acquisition::place *>(waiting_.take())) {
        n->granted = true;
        root = &multi_waker::root_of(*n);
      } else {
        ++permits_;
      }
    }
    if (root != nullptr)
      root->wake();
  }
};

} // namespace ambit

#endif // AMBIT_SEMAPHORE_HPP
