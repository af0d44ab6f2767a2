//===- ambit/core_local.hpp - one object per core ---------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_CORE_LOCAL_HPP
#define AMBIT_CORE_LOCAL_HPP

#include "ambit/assert.hpp"
#include "ambit/guard.hpp"
#include "ambit/irq_lock.hpp"
#include <concepts>
#include <type_traits>
#include <utility>

namespace ambit {

/// Proof that the caller stays on a core: while it lives, interrupts are masked, so that no
/// scheduler can move the caller. It cannot be copied, moved or allocated; held across a suspension
/// it is a held lock, which ambit-held-across-await reports. Callable from: any context. Blocks:
/// never. Cost: the mask.
class [[nodiscard]] AMBIT_SCOPED_LOCK core_token {
  port::irq_state before_;
  unsigned core_;

public:
  core_token() noexcept AMBIT_ACQUIRE(irq) : before_(port::mask()), core_(port::core()) {}
  ~core_token() AMBIT_RELEASE(irq) { port::unmask(before_); }
  core_token(const core_token &) = delete;
  core_token &operator=(const core_token &) = delete;
  static void *operator new(std::size_t) = delete;
  static void *operator new[](std::size_t) = delete;

  /// The core that executes this.
  [[nodiscard]] unsigned core() const noexcept { return core_; }
};

/// One `T` for each core. The caller's is reached with a token, which keeps the caller on its core
/// and the core's interrupts out; so `T` needs no lock of its own.
///
///     static ambit::core_local<stats> counters;
///     counters.with([](stats &s) { ++s.packets; });
///
/// Callable from: any context of any core. Blocks: never. Cost: the mask, the core number, one
/// multiplication.
template <class T>
class AMBIT_SYNC_UNCHECKED("each core reaches its own element, with interrupts masked") core_local {
  struct element {
    T value{};
  };
  element elements_[port::core_count];

public:
  using ambit_sync = void;
  constexpr core_local() = default;
  core_local(const core_local &) = delete;
  core_local &operator=(const core_local &) = delete;

  /// This core's object; valid while `token` lives.
  T &get(const core_token &token) noexcept { return elements_[token.core()].value; }
  T &get(core_token &&) = delete; // the result would outlive the token

  /// Calls `fn(T &)` on this core's object with interrupts masked. The result must be a value.
  template <class F>
    requires std::invocable<F &, T &>
  auto with(F &&fn AMBIT_CALLED_UNDER(irq)) -> std::invoke_result_t<F &, T &> {
    using result = std::invoke_result_t<F &, T &>;
    static_assert(!std::is_reference_v<result> && !std::is_pointer_v<result>,
                  "what leaves core_local::with() must be a value: a way to the object could be "
                  "used on another core");
    core_token token;
    return fn(get(token));
  }

  /// The object of `core`, before other cores run or when they have stopped: to fill and to sum up.
  T &of(unsigned core) noexcept {
    AMBIT_REQUIRE(core < port::core_count, "core_local: there is no core of this number");
    return elements_[core].value;
  }
};

} // namespace ambit

#endif // AMBIT_CORE_LOCAL_HPP
