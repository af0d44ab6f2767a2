//===- ambit/task_pool.hpp - several instances of one task ------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_TASK_POOL_HPP
#define AMBIT_TASK_POOL_HPP

#include "ambit/spawner.hpp"

namespace ambit {

/// Storage for up to `Count` tasks of at most `Size` bytes at a time. Static.
template <std::size_t Size, std::size_t Count> class task_pool {
  frame<Size> frames_[Count];

public:
  constexpr task_pool() noexcept = default;
  task_pool(const task_pool &) = delete;
  task_pool &operator=(const task_pool &) = delete;

  /// Starts `function(frame, arguments...)` in a free place; false if there is none, and then
  /// nothing happens. Callable from: contexts of the spawner's executor. Blocks: never. Cost:
  /// linear in Count, and a wake-up.
  template <class F, class... A>
  bool spawn(const spawner &on, F function, A &&...arguments) noexcept {
    for (auto &place : frames_)
      if (place.vacant()) {
        on.spawn(place, function, std::forward<A>(arguments)...);
        return true;
      }
    return false;
  }

  /// How many places are free at the moment of the call.
  [[nodiscard]] std::size_t vacant() const noexcept {
    std::size_t n = 0;
    for (const auto &place : frames_)
      n += place.vacant() ? 1 : 0;
    return n;
  }
};

} // namespace ambit

#endif // AMBIT_TASK_POOL_HPP
