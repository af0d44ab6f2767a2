//===- ambit/guard.hpp - holds a lock for a scope ---------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// `guard g(lock);` acquires, the end of the scope releases. A guard cannot be copied, moved or
// allocated: it cannot leave the scope that made it. What acquire() returned (the mask that was set
// before) lives in it.
//===----------------------------------------------------------------------===//

#ifndef AMBIT_GUARD_HPP
#define AMBIT_GUARD_HPP

#include "ambit/thread_safety.hpp"
#include <concepts>
#include <cstddef>

// The Windows ABI, which UEFI has, keeps the standard's spelling for later.
#if defined(_WIN32)
#define AMBIT_NO_UNIQUE_ADDRESS [[msvc::no_unique_address]]
#else
#define AMBIT_NO_UNIQUE_ADDRESS [[no_unique_address]]
#endif

namespace ambit {

/// What every lock of the runtime offers: `state s = l.acquire(); ... l.release(s);`. `acquire` of
/// a lock kind that blocks is AMBIT_BLOCKS.
template <class L>
concept lock_like = requires(L &lock, typename L::state s) {
  { lock.acquire() } noexcept -> std::same_as<typename L::state>;
  { lock.release(s) } noexcept -> std::same_as<void>;
};

/// The state of locks that have nothing to restore.
struct no_state {};

/// Holds `lock` from its construction to the end of its scope.
/// Callable from, blocks and cost: as acquire() and release() of the lock.
template <lock_like L> class [[nodiscard]] AMBIT_SCOPED_LOCK AMBIT_TSA_SCOPED guard {
  L &lock_;
  AMBIT_NO_UNIQUE_ADDRESS typename L::state state_;

public:
  explicit guard(L &lock) noexcept AMBIT_ACQUIRE(lock) AMBIT_TSA_ACQUIRE(lock)
      : lock_(lock), state_(lock.acquire()) {}
  ~guard() AMBIT_RELEASE() AMBIT_TSA_RELEASE() { lock_.release(state_); }
  guard(const guard &) = delete;
  guard &operator=(const guard &) = delete;
  static void *operator new(std::size_t) = delete;
  static void *operator new[](std::size_t) = delete;
};

} // namespace ambit

#endif // AMBIT_GUARD_HPP
