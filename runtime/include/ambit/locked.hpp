//===- ambit/locked.hpp - a value reachable only inside its critical section -*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_LOCKED_HPP
#define AMBIT_LOCKED_HPP

#include "ambit/guard.hpp"
#include <type_traits>
#include <utility>

namespace ambit {

/// A result that can leave a critical section: a value, not a way back in.
template <class R>
concept leaves_section = std::is_void_v<R> || (!std::is_reference_v<R> && !std::is_pointer_v<R> &&
                                               !std::is_member_pointer_v<R>);

/// A `T` with the lock that guards it; there is no other way to it than through the lock.
///
///     ambit::locked<ring, ambit::irq_lock> rx;
///     rx.with([](ring &r) { r.push(byte); });
///     auto section = rx.lock();  // or for a whole scope
///     section->clear();
///
/// Callable from: what `L` keeps out may use it, see the lock. Blocks: as the lock. Cost: acquire
/// and release.
template <class T, lock_like L> class AMBIT_SYNC locked {
  static_assert(!std::is_reference_v<T>,
                "locked<T> owns its value; a reference would leave others a way around the lock");
  AMBIT_NO_UNIQUE_ADDRESS mutable L lock_;
  T value_ AMBIT_GUARDED_BY(lock_) AMBIT_TSA_GUARDED_BY(lock_);

public:
  using ambit_sync = void;
  constexpr locked() = default;
  template <class... A>
    requires std::constructible_from<T, A...>
  constexpr explicit locked(std::in_place_t, A &&...arguments)
      : value_(std::forward<A>(arguments)...) {}
  constexpr explicit locked(T value) : value_(std::move(value)) {}
  locked(const locked &) = delete;
  locked &operator=(const locked &) = delete;

  /// The value, for as long as this object lives. It cannot be copied, moved or allocated, so it
  /// dies with its scope.
  class [[nodiscard]] AMBIT_SCOPED_LOCK AMBIT_TSA_SCOPED section {
    locked &owner_;
    AMBIT_NO_UNIQUE_ADDRESS typename L::state state_;

  public:
    explicit section(locked &owner) noexcept AMBIT_ACQUIRE(owner.lock_)
        AMBIT_TSA_ACQUIRE(owner.lock_)
        : owner_(owner), state_(owner.lock_.acquire()) {}
    ~section() AMBIT_RELEASE() AMBIT_TSA_RELEASE() { owner_.lock_.release(state_); }
    section(const section &) = delete;
    section &operator=(const section &) = delete;
    static void *operator new(std::size_t) = delete;
    static void *operator new[](std::size_t) = delete;

    T *operator->() noexcept AMBIT_REQUIRES(owner_.lock_) AMBIT_TSA_UNSEEN {
      return &owner_.value_;
    }
    T &operator*() noexcept AMBIT_REQUIRES(owner_.lock_) AMBIT_TSA_UNSEEN { return owner_.value_; }
  };

  /// Enters the critical section until the end of the caller's scope.
  section lock() & noexcept AMBIT_TSA_UNSEEN { return section(*this); }
  section lock() && = delete; // the guarded value would die before its section

  /// Calls `fn(T &)` in the critical section and returns what it returned, which must be a value.
  template <class F>
    requires std::invocable<F &, T &>
  auto with(F &&fn AMBIT_CALLED_UNDER(lock_)) noexcept(noexcept(fn(std::declval<T &>())))
      -> std::invoke_result_t<F &, T &> {
    static_assert(leaves_section<std::invoke_result_t<F &, T &>>,
                  "what leaves locked::with() must be a value: a pointer or reference would reach "
                  "the guarded object "
                  "without its lock");
    guard<L> held(lock_);
    return fn(value_);
  }

  /// A copy of the value.
  T load() noexcept
    requires std::copyable<T>
  {
    guard<L> held(lock_);
    return value_;
  }

  /// Replaces the value.
  void store(T value) noexcept
    requires std::movable<T>
  {
    guard<L> held(lock_);
    value_ = std::move(value);
  }
};

} // namespace ambit

#endif // AMBIT_LOCKED_HPP
