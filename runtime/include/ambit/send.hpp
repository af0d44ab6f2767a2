//===- ambit/send.hpp - what may go to another core, as far as C++ can tell -*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// C++ cannot look into a class, Ambit can. These concepts refuse at compile time what is visibly
// wrong (a pointer or reference to something that is not made for sharing, a core-bound driver, a
// guard); the annotations of send_spawner make ambit-core-bound-crossing and
// ambit-unsendable-crossing prove the rest.
//===----------------------------------------------------------------------===//

#ifndef AMBIT_SEND_HPP
#define AMBIT_SEND_HPP

#include <atomic>
#include <type_traits>

namespace ambit {

/// One object of type T may be used from several cores at once. Types say so with `using ambit_sync
/// = void;`, others are added by specialising this.
template <class T> inline constexpr bool enable_sync = requires { typename T::ambit_sync; };
template <class T> inline constexpr bool enable_sync<std::atomic<T>> = true;

/// A value of type T may go to another core. A class is taken at its word unless it says `using
/// ambit_core_bound = void;` or `using ambit_thread_bound = void;`.
template <class T>
inline constexpr bool enable_send =
    !requires { typename T::ambit_core_bound; } && !requires { typename T::ambit_thread_bound; };
template <class T>
inline constexpr bool enable_send<T *> = std::is_function_v<T> || enable_sync<std::remove_cv_t<T>>;
template <class T> inline constexpr bool enable_send<T &> = enable_sync<std::remove_cv_t<T>>;
template <class T> inline constexpr bool enable_send<T &&> = enable_send<T>;
template <class T> inline constexpr bool enable_send<const T> = enable_send<T>;

/// A value that may go to another core.
template <class T>
concept sendable = enable_send<T>;

/// What send_spawner takes as an argument: something made for sharing, by reference, or a copy of
/// something sendable.
template <class A>
concept sendable_argument = enable_sync<std::remove_cvref_t<A>> || sendable<std::decay_t<A>>;

/// The argument as the task gets it. A copy is a temporary, so that a parameter `T &` of the task
/// does not accept it.
template <class A>
  requires(std::is_lvalue_reference_v<A> && enable_sync<std::remove_cvref_t<A>>)
constexpr A handed_over(std::remove_reference_t<A> &argument) noexcept {
  return argument;
}
template <class A>
  requires(!(std::is_lvalue_reference_v<A> && enable_sync<std::remove_cvref_t<A>>))
constexpr std::decay_t<A> handed_over(std::remove_reference_t<A> &argument) noexcept {
  return static_cast<A &&>(argument);
}

} // namespace ambit

#endif // AMBIT_SEND_HPP
