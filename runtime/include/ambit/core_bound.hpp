//===- ambit/core_bound.hpp - an object that stays on its core, and is destroyed there -*- C++
//-*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_CORE_BOUND_HPP
#define AMBIT_CORE_BOUND_HPP

#include "ambit/assert.hpp"
#include "ambit/executor.hpp"
#include <atomic>
#include <utility>

namespace ambit {

/// A T that belongs to the core of an executor: made, used and destroyed there. In debug builds
/// each use checks the core. Another core that holds the last reference sends it home: `retire()`
/// of the way_home that it was handed destroys it on its own core, later. The storage is static, or
/// alive until `empty()`.
template <class T> class AMBIT_CORE_BOUND core_bound : task_header, wait_node {
  enum class state : unsigned char { empty, full, retiring };
  union {
    T value_;
  };
  std::atomic<state> state_{state::empty};
  unsigned core_ = 0;

  static void destroy_at_home(void *node) noexcept {
    auto &self = static_cast<core_bound &>(*static_cast<wait_node *>(node));
    static_cast<void>(self.leave(self));
    if (self.state_.load(std::memory_order_acquire) == state::retiring) {
      self.value_.~T();
      self.state_.store(state::empty, std::memory_order_release);
    }
  }

public:
  using ambit_core_bound = void;

  core_bound() noexcept {}
  core_bound(const core_bound &) = delete;
  core_bound &operator=(const core_bound &) = delete;
  ~core_bound() {
    AMBIT_REQUIRE(state_.load(std::memory_order_acquire) != state::retiring,
                  "a core_bound is gone before it came home");
    if (!empty()) {
      AMBIT_ASSERT(port::core() == core_,
                   "a core_bound object is destroyed on another core than its own; retire() it");
      value_.~T();
    }
  }

  /// Makes the T on this core, whose executor is `home`. Callable from: contexts of that core.
  template <class... A> T &emplace(executor &home, A &&...arguments) noexcept {
    AMBIT_REQUIRE(empty(), "a core_bound is filled that is not empty");
    core_ = port::core();
    ::new (static_cast<void *>(&value_)) T(std::forward<A>(arguments)...);
    wait_node::resume = destroy_at_home;
    word_.store(reinterpret_cast<bits>(&home)); // open: waits for retire()
    leaf_ = static_cast<wait_node *>(this);
    state_.store(state::full, std::memory_order_release);
    return value_;
  }

  /// Callable from: contexts of its core.
  T &get() noexcept {
    AMBIT_ASSERT(state_.load(std::memory_order_acquire) == state::full,
                 "a core_bound is used that is empty");
    AMBIT_ASSERT(port::core() == core_, "a core_bound object is used on another core than its own");
    return value_;
  }
  T *operator->() noexcept { return &get(); }
  T &operator*() noexcept { return get(); }

  /// Its core. Callable from: any context.
  [[nodiscard]] unsigned core() const noexcept { return core_; }

  /// What other cores may have of it: copyable, one pointer. Valid as long as the core_bound.
  class AMBIT_SEND_UNCHECKED("it reaches nothing of the T but its end, which happens at home")
      AMBIT_SYNC_UNCHECKED("it is a constant address") way_home {
    core_bound *of_;
    friend class core_bound;
    explicit way_home(core_bound &of) noexcept : of_(&of) {}

  public:
    using ambit_sync = void;
    /// As those of core_bound. Callable from: any context of any core. Blocks: never.
    void retire() const noexcept { of_->retire(); }
    [[nodiscard]] bool empty() const noexcept { return of_->empty(); }
    [[nodiscard]] unsigned core() const noexcept { return of_->core(); }
  };

  /// To hand to another core, which may send the T home. Callable from: contexts of its core.
  [[nodiscard]] way_home remote() noexcept { return way_home(*this); }

  /// Has the T destroyed by its own executor. Callable from: any context of any core. Blocks:
  /// never.
  void retire() noexcept {
    state full = state::full;
    if (state_.compare_exchange_strong(full, state::retiring, std::memory_order_acq_rel))
      wake();
  }

  /// Whether there is no T, and the storage may go. Callable from: any context.
  [[nodiscard]] bool empty() const noexcept {
    return state_.load(std::memory_order_acquire) == state::empty;
  }
};

} // namespace ambit

#endif // AMBIT_CORE_BOUND_HPP
