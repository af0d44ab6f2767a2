//===- ambit/alarm.hpp - one timer interrupt per core, shared ---*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A core has one timer and may have several executors (its own, and one per interrupt level). Each
// has an `alarm`; this file keeps those of a core in a list and asks the port for the earliest. The
// list is short (one entry per executor of the core that waits for a time), so insertion is a walk.
//===----------------------------------------------------------------------===//

#ifndef AMBIT_ALARM_HPP
#define AMBIT_ALARM_HPP

#include "ambit/core_local.hpp"
#include "ambit/port.hpp"

namespace ambit {

class alarm;

/// The alarms of one core, sorted by their moments.
class alarm_list {
  friend class alarm;
  friend void alarm_interrupt() noexcept;
  alarm *first_ = nullptr;
  inline void insert(alarm &a, tick when) noexcept;
  inline void remove(alarm &a) noexcept;
  inline void ask() noexcept;
};

/// A function to call in the timer interrupt of the core that armed it. Static, or alive until it
/// is disarmed.
class alarm {
  friend class alarm_list;
  friend void alarm_interrupt() noexcept;
  static inline constinit core_local<alarm_list> lists{};

  void (*fire_)(alarm &) noexcept;
  alarm *next_ = nullptr;
  tick when_ = no_alarm;

public:
  /// `fire` is called in the timer's interrupt handler, with interrupts masked.
  constexpr explicit alarm(void (*fire)(alarm &) noexcept) noexcept : fire_(fire) {}
  alarm(const alarm &) = delete;
  alarm &operator=(const alarm &) = delete;

  /// Asks for one call at or after `when`, in place of the one asked for before; no_alarm asks for
  /// none. Callable from: contexts of one core, always the same. Blocks: never. Cost: a walk over
  /// the core's alarms.
  void arm(tick when) noexcept {
    core_token token;
    alarm_list &alarms = lists.get(token);
    alarms.remove(*this);
    if (when != no_alarm)
      alarms.insert(*this, when);
    alarms.ask();
  }
};

void alarm_list::insert(alarm &a, tick when) noexcept {
  alarm **link = &first_;
  while (*link != nullptr && (*link)->when_ <= when)
    link = &(*link)->next_;
  a.when_ = when;
  a.next_ = *link;
  *link = &a;
}

void alarm_list::remove(alarm &a) noexcept {
  alarm **link = &first_;
  while (*link != nullptr && *link != &a)
    link = &(*link)->next_;
  if (*link != nullptr)
    *link = a.next_;
}

void alarm_list::ask() noexcept { port::alarm_at(first_ != nullptr ? first_->when_ : no_alarm); }

/// The timer's interrupt: calls what is due on this core, then asks the port for the next. The
/// port's handler calls it. Callable from: the timer's handler. Blocks: never.
inline void alarm_interrupt() noexcept AMBIT_ISR_SAFE;
inline void alarm_interrupt() noexcept {
  core_token token;
  alarm_list &alarms = alarm::lists.get(token);
  tick now = port::now();
  while (alarms.first_ != nullptr && alarms.first_->when_ <= now) {
    alarm &due = *alarms.first_;
    alarms.first_ = due.next_;
    due.fire_(due);
  }
  alarms.ask();
}

} // namespace ambit

#endif // AMBIT_ALARM_HPP
