//===- ambit/port.hpp - what a platform supplies ----------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The one place where the runtime meets a platform. A port is a directory with a header
// `ambit_port.hpp` on the include path. That header includes only freestanding headers and
// `ambit/annotations.h`, and defines `struct ambit::port` with the static members that `port_like`
// lists below; everything else of the runtime is written in terms of them. docs/porting.md is the
// guide.
//
// What each member promises ("masked" is the state between `mask()` and the matching `unmask()`):
//
//   core_count             number of cores that run this program; `core()` is below it
//   max_level              highest level of an interrupt that `raise` can keep out; larger is more
//   urgent, 0 is threads ticks_per_second       rate of `now()` core()                 number of
//   the core that executes the call. Any context, never blocks mask() / unmask(s)     keeps every
//   interrupt of this core out and says what was before / restores what
//                          was before. They nest. Both are compiler barriers. Any context
//   masked()               whether interrupts of this core are masked. Any context
//   in_isr()               whether the caller is an interrupt handler. Any context
//   raise(l) / lower(s)    keeps out interrupts up to level l, never lowers what is set already /
//   restores.
//                          A platform without levels masks all. Any context at or below l
//   wait_for_interrupt()   called masked, in a thread; sleeps until an interrupt is pending on this
//   core or
//                          poke() was called for it since the last return; may return early at any
//                          time. Returns masked; handlers may have run meanwhile
//   poke(c)                ends a wait_for_interrupt of core c, now or the next one. Any context,
//   any core relax()                a hint inside a busy wait now()                  ticks since
//   some moment before main; monotonic, the same on all cores. Any context alarm_at(t) asks for one
//   timer interrupt on this core at or after tick t, in place of any that was asked
//                          for before; `no_alarm` asks for none. Called masked. The handler calls
//                          ambit::alarm_interrupt(). A moment in the past interrupts at once
//   panic(what)            does not return; shows `what` and ends or stops the program. Any context
//
// A platform with preemptive threads also supplies (`has_threads`):
//
//   thread_event           object with set() (any context, any core) and wait(), which blocks the
//   calling thread
//                          until a set() since the last return, and wait_until(t), which also ends
//                          at tick t
//   thread_mutex           object with lock(), try_lock() and unlock(), for threads
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_PORT_HPP
#define AMBIT_PORT_HPP

#include <concepts>
#include <cstdint>

namespace ambit {

/// A moment or a duration in units of 1 / port::ticks_per_second seconds.
using tick = std::uint64_t;

/// The argument of port::alarm_at that asks for no interrupt.
inline constexpr tick no_alarm = ~tick{0};

} // namespace ambit

#include <ambit_port.hpp> // the port that the include path selects

namespace ambit {

template <class P>
concept port_like = requires(typename P::irq_state irq, typename P::ceiling_state ceiling,
                             unsigned n, tick t, const char *what) {
  requires P::core_count >= 1;
  { P::max_level } -> std::convertible_to<unsigned>;
  { P::ticks_per_second } -> std::convertible_to<tick>;
  { P::core() } noexcept -> std::same_as<unsigned>;
  { P::mask() } noexcept -> std::same_as<typename P::irq_state>;
  { P::unmask(irq) } noexcept -> std::same_as<void>;
  { P::masked() } noexcept -> std::same_as<bool>;
  { P::in_isr() } noexcept -> std::same_as<bool>;
  { P::raise(n) } noexcept -> std::same_as<typename P::ceiling_state>;
  { P::lower(ceiling) } noexcept -> std::same_as<void>;
  { P::wait_for_interrupt() } noexcept -> std::same_as<void>;
  { P::poke(n) } noexcept -> std::same_as<void>;
  { P::relax() } noexcept -> std::same_as<void>;
  { P::now() } noexcept -> std::same_as<tick>;
  { P::alarm_at(t) } noexcept -> std::same_as<void>;
  { P::panic(what) } noexcept;
};

template <class P>
concept has_threads =
    requires(typename P::thread_event event, typename P::thread_mutex mutex, tick t) {
      { event.set() } noexcept -> std::same_as<void>;
      { event.wait() } noexcept -> std::same_as<void>;
      { event.wait_until(t) } noexcept -> std::same_as<void>;
      { mutex.lock() } noexcept -> std::same_as<void>;
      { mutex.try_lock() } noexcept -> std::same_as<bool>;
      { mutex.unlock() } noexcept -> std::same_as<void>;
    };

static_assert(
    port_like<port>,
    "ambit_port.hpp does not supply all of ambit::port; ambit/port.hpp lists what it needs");

} // namespace ambit

#endif // AMBIT_PORT_HPP
