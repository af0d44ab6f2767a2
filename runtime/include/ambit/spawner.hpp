//===- ambit/spawner.hpp - starts tasks -------------------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_SPAWNER_HPP
#define AMBIT_SPAWNER_HPP

#include "ambit/join_handle.hpp"
#include "ambit/send.hpp"
#include "ambit/task.hpp"

namespace ambit {

/// Starts tasks on an executor of the core that uses it; what they refer to stays on the core.
/// Copyable. Callable from: contexts of the executor's core. Blocks: never. Cost: a wake-up.
class AMBIT_CORE_BOUND spawner {
  executor *home_;
  friend class send_spawner;

  template <class T>
  static join_handle<T> join(executor &home, join_point &point,
                             std::coroutine_handle<promise_of<T>> h) noexcept {
    point.held.store(true, std::memory_order_relaxed);
    point.cancelled.store(false, std::memory_order_relaxed);
    point.left = nullptr;
    point.joined.take();
    task_access::start(h.promise(), home, h.address(), true);
    return join_handle<T>(h, point);
  }

public:
  using ambit_core_bound = void;
  explicit spawner(executor &home) noexcept : home_(&home) {}

  executor &home() const noexcept { return *home_; }

  /// Starts a task that nobody waits for. Its storage is a frame<N>.
  void spawn(task<void> &&made) const noexcept {
    auto h = task_use::release(made);
    AMBIT_REQUIRE(h, "a task is spawned that was moved from or spawned before");
    task_access::start(h.promise(), *home_, h.address(), false);
  }

  /// Starts `function(storage, arguments...)`, which nobody waits for.
  template <std::size_t N, class F, class... A>
  void spawn(frame<N> &storage, F function, A &&...arguments) const noexcept {
    spawn(function(storage, std::forward<A>(arguments)...));
  }

  /// Starts `function(storage, arguments...)` and returns the handle to join or cancel it.
  template <std::size_t N, class F, class... A>
  auto spawn(join_frame<N> &storage, F function, A &&...arguments) const noexcept {
    auto made = function(storage, std::forward<A>(arguments)...);
    auto h = task_use::release(made);
    AMBIT_REQUIRE(h.address() == storage.place(),
                  "a task is spawned in a join_frame that does not hold it");
    return join(*home_, join_point_of(h.promise()), h);
  }
};

/// Starts tasks on an executor of any core, from any context. Takes what may cross: values that are
/// `sendable`, references to what is made for sharing. Copyable. Callable from: any context of any
/// core. Blocks: never. Cost: a wake-up.
class AMBIT_SEND_UNCHECKED("an executor takes tasks from any core")
    AMBIT_SYNC_UNCHECKED("it is a constant address") send_spawner {
  executor *home_;

public:
  using ambit_sync = void;
  explicit send_spawner(executor &home) noexcept : home_(&home) {}

  /// Starts `function(storage, arguments...)` there, which nobody waits for. `function` carries no
  /// state.
  template <std::size_t N, class F, sendable_argument... A>
    requires(std::is_empty_v<F> || std::is_pointer_v<F>)
  void spawn(frame<N> &storage, F function, A &&...arguments AMBIT_CROSSES_CORE) const noexcept {
    auto made = function(storage, handed_over<A>(arguments)...);
    auto h = task_use::release(made);
    task_access::start(h.promise(), *home_, h.address(), false);
  }

  /// The same, with a handle. The result comes back over the same boundary, so it must be sendable
  /// too.
  template <std::size_t N, class F, sendable_argument... A>
    requires(std::is_empty_v<F> || std::is_pointer_v<F>)
  auto spawn(join_frame<N> &storage, F function,
             A &&...arguments AMBIT_CROSSES_CORE) const noexcept {
    auto made = function(storage, handed_over<A>(arguments)...);
    using value = typename decltype(made)::value_type;
    static_assert(std::is_void_v<value> || enable_send<value>,
                  "the result of a task on another core must be sendable");
    auto h = task_use::release(made);
    AMBIT_REQUIRE(h.address() == storage.place(),
                  "a task is spawned in a join_frame that does not hold it");
    return spawner::join(*home_, join_point_of(h.promise()), h);
  }
};

} // namespace ambit

#endif // AMBIT_SPAWNER_HPP
