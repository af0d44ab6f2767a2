//===- ambit/timer.hpp - waiting for a moment -------------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_TIMER_HPP
#define AMBIT_TIMER_HPP

#include "ambit/executor.hpp"
#include "ambit/operation.hpp"
#include "ambit/port.hpp"

namespace ambit {

/// Durations in ticks. Constant arguments need no division at run time; nor do variables on ports
/// whose ticks_per_second is a multiple of the unit.
constexpr tick seconds(tick n) noexcept { return n * port::ticks_per_second; }
constexpr tick milliseconds(tick n) noexcept {
  if constexpr (port::ticks_per_second % 1000 == 0)
    return n * (port::ticks_per_second / 1000);
  else
    return n * port::ticks_per_second / 1000;
}
constexpr tick microseconds(tick n) noexcept {
  if constexpr (port::ticks_per_second % 1'000'000 == 0)
    return n * (port::ticks_per_second / 1'000'000);
  else
    return n * port::ticks_per_second / 1'000'000;
}

/// A wait for a moment. Abandoning it takes it out of the executor's timers.
class [[nodiscard]] timer : public operation<timer> {
  tick when_;
  timer_node node_;
  timer_queue *queue_ = nullptr;

public:
  explicit timer(tick when) noexcept : when_(when) {}
  ~timer() {
    if (queue_ != nullptr)
      queue_->remove(node_);
  }
  bool poll(task_header &root) noexcept {
    if (port::now() >= when_)
      return true;
    queue_ = &root.home().timers();
    if (!timer_queue::contains(node_))
      queue_->insert(node_, root, when_);
    return false;
  }
  void result() const noexcept {}
};

/// `co_await ambit::at(t)`: goes on at tick t or soon after.
inline timer at(tick when) noexcept { return timer(when); }

/// `co_await ambit::after(ambit::milliseconds(5))`: goes on that much later, or soon after.
inline timer after(tick duration) noexcept { return timer(port::now() + duration); }

} // namespace ambit

#endif // AMBIT_TIMER_HPP
